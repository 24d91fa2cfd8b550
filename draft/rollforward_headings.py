"""Dates that name the paper's own period: table headings and captions, titles, headings, headers and footers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from draft import styles
from draft.parts import TextPart
from draft.rollforward_job import Job
from draft.sentences import sentences
from draft.styles import is_year
from draft.tracked import W, text_of
from records import PeriodMention, find_periods

_CAPTION = re.compile(r"\s*(?:table|figure|chart|graph|source)\b", re.I)
_OF_REPORTS = re.compile(
    r"\b(?:performance|data|figures|results?|position|scorecard|dashboard|report(?:ing)?|update|summary|overview|brief(?:ing)?|glance"
    r"|KPIs?|indicators?|measures?|monitoring|highlights?|outturn|digest|bulletin|return|monthly|quarterly|annual|as\s+at)\b",
    re.I,
)
_OF_EVENTS = re.compile(
    r"\b(?:visits?|inspections?|meetings?|minutes|judgement|ofsted|opened|moved|letter|review\s+of)\b", re.I
)


@dataclass(slots=True)
class HeadingRoller:
    """Moves the dates that say which period the paper, a table or a column is about.

    Attributes:
        job: The paper's periods, sources and lists.
    """

    job: Job

    def columns(self, root: Any, columns: dict[tuple[str, int], set[date]]) -> None:
        """Dates in the header cells of columns whose figures moved.

        Args:
            root: XML of the body's part.
            columns: Table and column -> new periods of its figures.
        """
        from extract import locate

        for (table, column), days in columns.items():
            element = locate(root, table)
            if len(days) != 1 or element is None:
                continue
            day = next(iter(days))
            for row in _rows(element)[:4]:
                cell = _cell_over(row, column)
                for p in cell.iter(f"{W}p") if cell is not None else ():
                    if p not in self.job.done:
                        self._shift(p, "table heading", lambda m, d=day: self._heads(m, d), to=day)

    def rows(self, root: Any, rows: dict[str, set[date]]) -> None:
        """Dates in the first cell of rows whose figures moved.

        Args:
            root: XML of the body's part.
            rows: Row -> new periods of its figures.
        """
        from extract import locate

        for row, days in rows.items():
            cell = locate(root, f"{row}/c1")
            if len(days) != 1 or cell is None:
                continue
            day = next(iter(days))
            for p in cell.iter(f"{W}p"):
                if p not in self.job.done:
                    self._shift(p, "row heading", lambda m, d=day: self._heads(m, d), to=day)

    def captions(self) -> None:
        """Dates in the title rows and captions of tables in which figures moved."""
        for table in self.job.rolled_tables:
            beside = [_neighbour(table, forward=False), _neighbour(table, forward=True)]
            texts = [p for p in beside if p is not None and self._captions(p)]
            for row in _rows(table)[:3]:
                texts += list(row.iter(f"{W}p"))
            for p in texts:
                if p not in self.job.done and not _has_figures(p):
                    self._shift(p, "caption", lambda m: m.period.end <= self.job.old_day, ends=True)

    def paper(self, parts: list[TextPart]) -> None:
        """The paper's own period in its headers, footers, title and headings."""
        for part in parts:
            framing = re.match(r"header|footer", part.name) is not None
            for p in list(part.root.iter(f"{W}p")):
                if p in self.job.done or _has_figures(p):
                    continue
                if framing or (is_heading(p) and self._names_report(text_of(p))):
                    self._shift(p, part.name if framing else "heading", self._own)

    def title(self, text: str) -> str:
        """The document's title with the new period."""
        for m in reversed(find_periods(text)):
            new = styles.restyle(m, self.job.new_day) if self._own(m) else None
            if new is not None:
                text = text[: m.start] + new + text[m.end :]
        return text

    def _own(self, m: PeriodMention) -> bool:
        """Whether a date is the paper's own period."""
        if is_year(m.period) and self.job.step % 12 == 0:
            return self.job.old_day in self.job.ends(m.period)
        return m.period.end == self.job.old_day and not is_year(m.period)

    def _names_report(self, text: str) -> bool:
        rest = text
        for m in reversed(find_periods(text)):
            rest = rest[: m.start] + rest[m.end :]
        return not _OF_EVENTS.search(rest) and (
            _OF_REPORTS.search(rest) is not None or len(re.findall(r"\w{3,}", rest)) <= 1
        )

    def _captions(self, p: Any) -> bool:
        """Whether a paragraph beside a table captions it: it says so, or it is short and names a report."""
        text = text_of(p).strip()
        if _CAPTION.match(text):
            return True
        return len(text) < 140 and not re.search(r"[.!?]$", text) and self._names_report(text)

    def _heads(self, m: PeriodMention, day: date) -> bool:
        """Whether a date over a column moves to the period of the figures under it."""
        moved = {
            self.job.moved(m.period),
            *(self.job.shifted(d) for d in self.job.ends(m.period)[1:]),
        }
        return day in moved

    def _shift(self, p: Any, where: str, belongs: Any, *, ends: bool = False, to: date | None = None) -> None:
        mentions = find_periods(text_of(p))
        if ends and not any(self._own(m) for m in mentions):
            return
        for m in reversed(mentions):
            if not belongs(m):
                continue
            new = styles.restyle(m, to or (self.job.new_day if self._own(m) else self.job.moved(m.period)))
            if new is None or new == m.text:
                continue
            self.job.tracker.replace_text(p, m.start, m.end, new)
            self.job.done.add(p)
            self.job.add("changed", where, "date", old=m.text, new=new)


def _rows(table: Any) -> list[Any]:
    return [r for r in table.iter(f"{W}tr") if next(r.iterancestors(f"{W}tbl")) is table]


def _cell_over(row: Any, column: int) -> Any | None:
    """The cell of a header row that stands over a column (1-based), merged cells counted by their span."""
    at = 0
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        at += int(span.get(f"{W}val")) if span is not None else 1
        if column <= at:
            return cell
    return None


def _neighbour(table: Any, *, forward: bool) -> Any | None:
    """The nearest paragraph with text before or after a table, empty ones skipped."""
    element = table
    for _ in range(3):
        element = element.getnext() if forward else element.getprevious()
        if element is None or element.tag != f"{W}p":
            return None
        if text_of(element).strip():
            return element
    return None


def is_heading(p: Any) -> bool:
    """Whether a paragraph is a title, heading or caption by its style."""
    style = p.find(f"{W}pPr/{W}pStyle")
    return (
        style is not None
        and re.match(r"(?:title|subtitle|heading|caption)", str(style.get(f"{W}val")), re.I) is not None
    )


def _has_figures(p: Any) -> bool:
    return any(s.figures for s in sentences(text_of(p)))
