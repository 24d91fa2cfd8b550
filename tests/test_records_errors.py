"""The error tree: its drawing, its exit codes, its messages."""

from __future__ import annotations

import pickle
import re

import pytest

from records import ExitCode, PanelpaperError, UnreadableError, errors


def tree(kind: type[PanelpaperError], depth: int = 0) -> list[tuple[int, str, int]]:
    rows = [(depth, kind.__name__, int(kind.exit_code))]
    for child in kind.__subclasses__():
        rows += tree(child, depth + 1)
    return rows


def drawn() -> list[tuple[int, str, int]]:
    rows = []
    for line in (errors.__doc__ or "").splitlines():
        m = re.match(r"^    ([│├└─ ]*)(\w+Error)\s+(\d+)", line)
        if m:
            rows.append((len(m[1]) // 4, m[2], int(m[3])))
    return rows


def test_the_drawing_in_the_docstring_is_the_tree() -> None:
    assert drawn() == tree(PanelpaperError)


def test_our_exit_codes_leave_python_and_typer_theirs_and_are_distinct() -> None:
    assert [c.value for c in ExitCode] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 130]
    raised = {code for depth, _, code in tree(PanelpaperError) if depth}
    assert min(raised) == 3


def test_a_message_says_what_where_why_and_next() -> None:
    error = UnreadableError(
        "the file ends in the middle", where="march.pdf", why="the download stopped", next_step="Fetch it again."
    )
    assert error.message == "march.pdf: the file ends in the middle\nWhy: the download stopped\nNext: Fetch it again."
    assert str(error) == error.message


@pytest.mark.parametrize(
    "kind", [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, PanelpaperError)]
)
def test_errors_come_back_from_a_worker_process_whole(kind: type[PanelpaperError]) -> None:
    error = kind("what", where="where", why="why", next_step="next")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert again.message == error.message
