"""Patterns that are looked for only in texts that can hold them: what they need, and that nothing is lost by it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import check
from check.sought import Sought, needed
from tests.phrase_bank import FOLDER, load


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\b(?:rose|fell)\s+by\b", (("fell", "rose"), ("by",))),
        (r"plans?", (("plan",),)),
        (r"(?:a\s+)?target", (("target",),)),
        (r"(?:up|\d+)", ()),
        (r"x*", ()),
        (r"(?=.*budget)\d", (("budget",),)),
        (r"(?:rise|rises|risen)", (("rise",),)),
        (r"(?i:Month)\s?\d", (("month",),)),
        (r"(?!never)\d", ()),
    ],
)
def test_what_a_pattern_needs_is_read_from_the_pattern(pattern: str, needs: tuple[tuple[str, ...], ...]) -> None:
    assert needed(pattern, re.IGNORECASE) == needs


def test_a_text_without_the_words_is_not_searched() -> None:
    pattern = Sought(r"\b(?:rose|fell)\s+by\b", re.IGNORECASE)
    assert pattern.search("It ROSE by 4") is not None
    assert not pattern.may_stand_in("It grew by 4")
    assert list(pattern.finditer("It grew by 4")) == []
    assert pattern.sub("", "It grew") == "It grew"
    assert pattern.split("It grew") == ["It grew"]


@given(
    st.from_regex(re.compile(r"(?:(?:up|down) (?:from|to)|n[o0]t (?:yet )?met)[.,;]?", re.IGNORECASE), fullmatch=True)
)
def test_what_matches_holds_what_is_needed(text: str) -> None:
    assert Sought(r"(?:(?:up|down) (?:from|to)|n[o0]t (?:yet )?met)[.,;]?", re.IGNORECASE).may_stand_in(text)


def _all() -> Iterator[tuple[str, Sought]]:
    """Every such pattern of the checks."""
    for module in pkgutil.walk_packages(check.__path__, "check."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for found in _held(value):
                yield f"{module.name}.{name}", found


def _held(value: Any) -> Iterator[Sought]:
    if isinstance(value, Sought):
        yield value
    elif isinstance(value, tuple | list):
        for x in value:
            yield from _held(x)
    elif hasattr(value, "pattern") and not isinstance(value, type):
        yield from _held(value.pattern)


def test_no_pattern_misses_what_it_would_find() -> None:
    texts = [s for path in sorted(FOLDER.glob("*.toml")) for paper in load(path) for s in paper.sentences]
    texts = list(dict.fromkeys([*texts, *(re.sub(r"\d[\d,.]*%?", "«N0»", t) for t in texts)]))
    patterns = {(p.pattern, p.flags): (name, p) for name, p in _all()}
    assert len(patterns) > 150
    lost = [(name, t) for name, p in patterns.values() for t in texts if p.finder.search(t) and not p.may_stand_in(t)]
    assert lost == []
