"""Texts looked up by a longer text that may hold them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from check.inside.held_texts import Texts

_TEXT = st.text(alphabet="abc -", max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TEXT, unique=True, max_size=12), st.text(alphabet="abc -", max_size=40))
def test_what_stands_in_a_text_is_found(texts: list[str], longer: str) -> None:
    held = Texts({text: text for text in texts})
    assert sorted(held.standing_in(longer)) == sorted(t for t in texts if t in longer)


def test_names_of_rows() -> None:
    held = Texts({"upton": 1, "upton park": 2, "a": 3, "parking": 4})
    assert set(held.standing_in("visits to upton park rose")) == {1, 2, 3}
    assert set(held.standing_in("none")) == set()
