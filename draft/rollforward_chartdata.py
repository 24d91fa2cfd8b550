"""Charts of an unseen paper: their window slides, the new points come from the store, their format stays."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from draft import styles
from draft.arrow_signs import number_drawings
from draft.figures import Known, Subject, month_label
from draft.rollforward_charts import chart_runs, next_chart_number
from draft.rollforward_job import Job
from draft.rollforward_tying import UASC_OUT
from draft.todo import Entry
from draft.tracked import W, text_of
from draft.words import place_of
from records import Period, day_label, find_periods, months_between

_TARGET = re.compile(r"\btarget\b", re.I)
_WHOLE = re.compile(
    r"^\s*(?:all(?:\s+children)?|kent|kcc(?:\s+result)?|total|results?|county|council|actual|performance)\s*$", re.I
)
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@dataclass(slots=True)
class ChartRoller:
    """Slides the charts of a paper to a new period.

    Attributes:
        job: The paper's periods, sources and lists.
        ends: Caption paragraphs of charts that were rolled.
    """

    job: Job
    ends: list[Any] = field(default_factory=list)

    def roll(self, document: Any, root: Any) -> None:
        """Bring the charts of the body up to date.

        Args:
            document: The python-docx document.
            root: Its body.
        """
        from lxml import etree

        number = next_chart_number(document)
        for run, properties in list(chart_runs(root)):
            if str(properties.get("title") or "").startswith("pp:"):
                continue
            chart = next(run.iter(f"{_C}chart"))
            part = document.part.rels[chart.get(f"{_R}id")].target_part
            xml = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            p = next(run.iterancestors(f"{W}p"))
            caption = _caption(p)
            title = "".join(t.text or "" for t in xml.findall(f".//{_C}title//{{*}}t"))
            where = f"chart '{(text_of(caption) if caption is not None else title)[:70]}'"
            new = self._slide(xml, [title, text_of(caption) if caption is not None else ""], where)
            if new is None:
                continue
            self._replace(document, run, part, xml, new, number, properties)
            number += 1
            if caption is not None:
                self.ends.append(caption)

    def _slide(self, xml: Any, texts: list[str], where: str) -> list[tuple[str, list[str | None]]] | None:
        """New categories and values, or None where the chart stays as it is."""
        series = list(xml.iter(f"{_C}ser"))
        if not series:
            self._left(where, "it has no series")
            return None
        labels = _cache(series[0], "cat")
        days = [_day(t) for t in labels]
        if len(days) < 2 or any(d is None for d in days):
            self._left(where, "its categories are not all periods")
            return None
        known_days = [d for d in days if d is not None]
        step = months_between(known_days[-2], known_days[-1])
        if step <= 0:
            self._left(where, "its periods do not run forward")
            return None
        coming = []
        day = Period(known_days[-1], known_days[-1]).shift(step).end
        while day <= self.job.new_day:
            coming.append(day)
            day = Period(day, day).shift(step).end
        if not coming:
            self._left(
                where,
                f"it ends at {month_label(known_days[-1])} and the next point is after {month_label(self.job.new_day)}",
            )
            return None
        rows: list[tuple[str, list[str | None]]] = []
        got = 0
        for ser in series:
            name = "".join(v.text or "" for v in ser.findall(f"{_C}tx//{_C}v"))
            old = _cache(ser, "val", len(labels))
            shown = self._subject(name, [t for t in texts if t], len(series), old, known_days, where)
            if shown is None:
                return None
            subject, role = shown
            fresh: list[str | None] = []
            for d in coming:
                found = self.job.reader.figure(subject, d) if role == "result" else self.job.reader.target(subject, d)
                number = found.value.number if isinstance(found, Known) else None
                if number is None:
                    self.job.entries.append(
                        Entry(
                            "not known",
                            where,
                            f"no publication gives {name or 'the series'} for {month_label(d)}: the point is left open",
                        )
                    )
                elif role == "result":
                    got += 1
                fresh.append(None if number is None else format(number, "f"))
            rows.append((name, [*old[len(coming) :], *fresh]))
        if not got:
            self._left(where, "the store knows none of its new points")
            return None
        mentions = find_periods(labels[-1])
        restyled = [styles.restyle(mentions[0], d) or day_label(d) for d in coming]
        return [("", [*labels[len(coming) :], *restyled]), *rows]

    def _subject(
        self, name: str, texts: list[str], count: int, old: list[str | None], days: list[date], where: str
    ) -> tuple[Subject, str] | None:
        """What a series shows, with its role: by its own name, else by the chart's caption."""
        own = self.job.names.exact(name) or self.job.names.named(name)
        key = own or next((k for t in texts if (k := self.job.names.named(t)) is not None), None)
        if key is None:
            self._left(where, f"neither its caption nor '{name}' names one indicator of the register")
            return None
        role, cohort = "result", "all"
        if _TARGET.search(name):
            role = "target"
        elif UASC_OUT.search(name):
            cohort = "excl_uasc"
        elif count > 1 and own is None and not _WHOLE.match(name):
            self._left(where, f"its series '{name}' is not known to the register")
            return None
        for k in self.job.names.same(key):
            if k not in self.job.names.indicators:
                continue
            subject = Subject(k, "", cohort)
            clash = self._clash(subject, old, days, where) if role == "result" else ""
            if clash:
                self._left(where, clash)
                return None
            if role == "target" or isinstance(self.job.reader.figure(subject, self.job.new_day), Known):
                return subject, role
        self._left(
            where, f"no publication gives {self.job.names.indicators[key].name} for {month_label(self.job.new_day)}"
        )
        return None

    def _clash(self, subject: Subject, old: list[str | None], days: list[date], where: str) -> str:
        """Hold the chart's old points against the store: a few that differ are listed, many mean another measure."""
        wrong = []
        compared = 0
        for text, day in zip(old, days, strict=True):
            found = self.job.reader.figure(subject, day)
            if text is None or not isinstance(found, Known) or found.quantity is None:
                continue
            compared += 1
            step = Fraction(1, 10 ** max(found.value.places, 0))
            if abs(found.quantity.middle - Fraction(Decimal(text))) > step:
                wrong.append((day, text, found))
        if len(wrong) > 1 and 2 * len(wrong) > compared:
            day, text, found = wrong[-1]
            last = f"{found.text} for {month_label(day)}, not {text}"
            return f"{len(wrong)} of {compared} points contradict the store: {last}"
        for day, text, found in wrong:
            what = f"the chart shows {text} for {month_label(day)}, {place_of(found)} gives {found.text}"
            self.job.entries.append(Entry("contradicts", where, what, old=text, new=found.text, source=place_of(found)))
        return ""

    def _replace(
        self,
        document: Any,
        run: Any,
        part: Any,
        xml: Any,
        new: list[tuple[str, list[str | None]]],
        number: int,
        properties: Any,
    ) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from lxml import etree

        labels = [t or "" for t in new[0][1]]
        for ser, (_, values) in zip(xml.iter(f"{_C}ser"), new[1:], strict=True):
            _write_cache(ser, "cat", list(labels))
            _write_cache(ser, "val", values)
        package = document.part.package
        chart_part = Part(PackURI(f"/word/charts/chart{number}.xml"), part.content_type, b"", package)
        for rid, rel in part.rels.items():
            if rel.is_external:
                chart_part.rels.get_or_add_ext_rel(rel.reltype, rel._target)
                continue
            target = rel.target_part
            if str(target.partname).endswith(".xlsx"):
                blob = _workbook(target.blob, xml, labels, [v for _, v in new[1:]])
                name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
                target = Part(name, target.content_type, blob, package)
            chart_part.load_rel(rel.reltype, target, rid)
        chart_part._blob = etree.tostring(xml, xml_declaration=True, encoding="UTF-8", standalone=True)
        copy = deepcopy(run)
        rid = document.part.relate_to(chart_part, f"{_R[1:-1]}/chart")
        next(copy.iter(f"{_C}chart")).set(f"{_R}id", rid)
        copied = next(copy.iter(f"{_WP}docPr"))
        number_drawings(run, copy)
        if properties.get("descr"):
            copied.set("descr", _alt(labels, new[1:]))
        self.job.tracker.delete([run])
        self.job.tracker.insert_after(run.getparent(), [copy])
        self.job.entries.append(
            Entry("changed", "chart", "data", old=str(properties.get("descr") or ""), new=_alt(labels, new[1:]))
        )

    def _left(self, where: str, why: str) -> None:
        self.job.entries.append(
            Entry("not tied", where, f"the chart stays as it was: {why}", next_step="Update its data in Word.")
        )


def _caption(p: Any) -> Any | None:
    """The paragraph beside a chart that captions it: "Table 7: ..."."""
    for neighbour in (p.getnext(), p.getprevious()):
        if neighbour is not None and neighbour.tag == f"{W}p":
            text = text_of(neighbour)
            if re.match(r"\s*(?:table|figure|chart|graph)\s*\d*\s*[:.–-]", text, re.I):
                return neighbour
    return None


def _day(label: str | None) -> date | None:
    found = find_periods(label or "")
    return found[0].period.end if len(found) == 1 else None


def _cache(ser: Any, kind: str, length: int = 0) -> list[Any]:
    """Texts of a series' categories or values; None where a point is missing."""
    holder = ser.find(f"{_C}{kind}")
    if holder is None:
        return [None] * length
    count = holder.find(f".//{_C}ptCount")
    size = max(int(count.get("val")) if count is not None else 0, length)
    out: list[str | None] = [None] * size
    for point in holder.iter(f"{_C}pt"):
        out[int(point.get("idx"))] = point.findtext(f"{_C}v")
    return out


def _write_cache(ser: Any, kind: str, values: list[Any]) -> None:
    holder = ser.find(f"{_C}{kind}")
    if holder is None:
        return
    cache = next((c for c in holder.iter(f"{_C}numCache", f"{_C}strCache", f"{_C}numLit", f"{_C}strLit")), None)
    if cache is None:
        return
    for point in cache.findall(f"{_C}pt"):
        cache.remove(point)
    for n, value in enumerate(values):
        if value is None:
            continue
        point = cache.makeelement(f"{_C}pt", {"idx": str(n)})
        v = point.makeelement(f"{_C}v", {})
        v.text = value
        point.append(v)
        cache.append(point)


def _workbook(blob: bytes, xml: Any, labels: list[str], columns: list[list[str | None]]) -> bytes:
    """The embedded workbook with the same data, where the chart's references say it stands."""
    from openpyxl import load_workbook

    from draft.packaging import steady_zip

    book = load_workbook(io.BytesIO(blob))
    for ser, values in zip(xml.iter(f"{_C}ser"), columns, strict=True):
        for kind, data in (("cat", labels), ("val", values)):
            reference = ser.findtext(f"{_C}{kind}//{_C}f") or ""
            match = re.fullmatch(r"'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)", reference)
            if not match or match[1] not in book.sheetnames or match[2] != match[4]:
                continue
            for n, value in enumerate(data):
                cell = book[match[1]][f"{match[2]}{int(match[3]) + n}"]
                cell.value = None if value is None else (float(value) if kind == "val" else value)
    out = io.BytesIO()
    book.save(out)
    return steady_zip(out.getvalue())


def _alt(labels: list[str], rows: list[tuple[str, list[str | None]]]) -> str:
    parts = []
    for name, values in rows:
        shown = "; ".join(f"{t} {v}" for t, v in zip(labels, values, strict=True) if v is not None)
        parts.append(f"{name or 'Series'}: {shown}.")
    return " ".join(parts)
