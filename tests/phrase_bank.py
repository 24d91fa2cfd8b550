"""The phrase bank: sentences as council papers word them, each with what would make it false.

A file in `tests/phrases` holds papers (tables, returns already in the store, sentences). Every sentence is true as it
stands; each of its changes (class = [old words, new words]) makes it false. A paper may name cells that would be false
too: `cells = [[table, row, column, class, new text], ...]`. The true paper must raise no contradiction, and each change
must raise one that the true paper does not.

    python -m tests.phrase_bank tests/phrases/targets.toml     # what is found, missed, falsely alarmed

A paper with `register = true` is checked with a register started from its returns, others without one.
"""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from check import CheckReport, check_paper
from extract import extract_file
from normalise import Register, Store
from normalise.register_start import start_register
from tests.word_papers import Rows, changed, write

FOLDER = Path(__file__).parent / "phrases"
HEAD = "indicator,area,cohort,period,basis,result,numerator,denominator,target,rag"


@dataclass(frozen=True)
class Change:
    """One way to make a sentence or a cell (table, row, column) false."""

    sentence: int | tuple[int, int, int]
    kind: str
    text: str
    missed: bool = False


@dataclass
class BankPaper:
    """A paper of the bank: its blocks, the returns published before it, its sentences and their changes."""

    name: str
    title: str
    tables: list[Rows]
    returns: dict[str, list[str]]
    sentences: list[str]
    changes: list[Change] = field(default_factory=list)
    register: bool = False

    def blocks(self, *changes: Change) -> list[str | Rows]:
        """The paper as it is, or with some changes."""
        texts = list(self.sentences)
        tables = list(self.tables)
        for change in changes:
            if isinstance(change.sentence, int):
                texts[change.sentence] = change.text
            else:
                t, r, c = change.sentence
                tables[t] = changed(tables[t], (r, c, change.text))
        return [f"# {self.title}", *texts, *tables]

    def rounds(self) -> list[list[Change]]:
        """The changes of sentences, so many together as stand in different sentences."""
        out: list[list[Change]] = []
        for change in self.changes:
            if isinstance(change.sentence, int):
                free = next((r for r in out if all(c.sentence != change.sentence for c in r)), None)
                if free is None:
                    out.append(free := [])
                free.append(change)
        return out


def load(path: Path) -> list[BankPaper]:
    """The papers of one file of the bank."""
    return [_paper(p) for p in tomllib.loads(path.read_text(encoding="utf-8"))["paper"]]


def _paper(data: dict[str, Any]) -> BankPaper:
    out = BankPaper(
        data["name"],
        data["title"],
        [_rows(t) for t in data.get("tables", [])],
        {name: [r.strip() for r in text.strip().splitlines()] for name, text in data.get("returns", {}).items()},
        [s["text"] for s in data["sentence"]],
        register=data.get("register", False),
    )
    for n, s in enumerate(data["sentence"]):
        for kind, (old, new, *known) in s.get("false", {}).items():
            if s["text"].count(old) != 1:
                raise ValueError(f"{out.name}: {old!r} stands {s['text'].count(old)} times in {s['text']!r}")
            out.changes.append(Change(n, kind.rstrip("_0123456789"), s["text"].replace(old, new), known == ["missed"]))
    for t, r, c, kind, new, *known in data.get("cells", []):
        if out.tables[t][r][c] == new:
            raise ValueError(f"{out.name}: the cell {t}, {r}, {c} says {new!r} already")
        out.changes.append(Change((t, r, c), kind, new, known == ["missed"]))
    return out


def _rows(text: str) -> Rows:
    return [[c.strip() for c in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]


@contextmanager
def checking(paper: BankPaper, folder: Path) -> Iterator[Callable[..., CheckReport]]:
    """What checks the paper, as it is or with some changes, against the store of its returns.

    Args:
        paper: The paper.
        folder: Where papers, returns and the store are written.
    """
    with ExitStack() as held:
        store = register = None
        if paper.returns:
            store = held.enter_context(Store.open(folder / f"{paper.name}.db"))
            read = []
            for name, rows in paper.returns.items():
                path = folder / name
                path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
                read.append(extract_file(path))
            register = start_register(read).register if paper.register else None
            for extraction in read:
                store.add(extraction, register or Register({}))
        written = count()

        def check(*changes: Change) -> CheckReport:
            path = write(paper.blocks(*changes), folder / f"{paper.name}_{next(written)}.docx")
            return check_paper(path, store=store, register=register)

        yield check


def checked(paper: BankPaper, folder: Path) -> Iterator[tuple[Change | None, CheckReport]]:
    """The report of the true paper, then of each change alone."""
    with checking(paper, folder) as check:
        yield None, check()
        for change in paper.changes:
            yield change, check(change)


def paragraphs(report: CheckReport) -> set[int]:
    """Which paragraphs after the title the contradictions of a report stand in; the first sentence of a paper is 0."""
    found = (re.search(r"/p(\d+)$", f.place.locator) for f in report.contradictions)
    return {int(m[1]) - 2 for m in found if m}


def said(report: CheckReport) -> Counter[tuple[str, str, str]]:
    """The contradictions of a report, so that two reports can be compared."""
    return Counter((f.kind, f.printed, f.explanation) for f in report.contradictions)


def _where(paper: BankPaper, change: Change) -> str:
    if isinstance(change.sentence, int):
        return ""
    t, r, _ = change.sentence
    return f" in {' | '.join(paper.tables[t][r])}"


def main(paths: list[str]) -> None:
    """Prints what is missed and falsely alarmed, then counts by kind."""
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    alarms = papers = 0
    for path in [Path(p) for p in paths] or sorted(FOLDER.glob("*.toml")):
        for paper in load(path):
            papers += 1
            with tempfile.TemporaryDirectory() as folder:
                clean: Counter[tuple[str, str, str]] = Counter()
                for change, report in checked(paper, Path(folder)):
                    now = said(report)
                    if change is None:
                        clean = now
                        alarms += now.total()
                        for kind, printed, why in now:
                            print(f"FALSE ALARM {paper.name}: [{kind}] {printed!r}: {why}")
                        continue
                    asked[change.kind] += 1
                    if now - clean:
                        found[change.kind] += 1
                    else:
                        print(f"MISSED {paper.name} [{change.kind}]: {change.text}" + _where(paper, change))
    print(f"\n{papers} papers, {alarms} false alarms; found {found.total()} of {asked.total()}")
    print("; ".join(f"{kind} {found[kind]}/{n}" for kind, n in sorted(asked.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
