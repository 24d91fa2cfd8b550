"""Panel papers: the block of By/To/Subject, and paragraphs with the path of headings they stand under."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from extract.cellfacts import text_of
from extract.document import Block, Document, Grid, Paragraph
from extract.extraction import Measure, SectionedParagraph
from extract.vocabulary import HEADER_LABELS, fold, one_line, rag_word
from records import Source

_LABEL = re.compile(r"^(?P<label>[A-Z][A-Za-z ()/]{1,28}?)\s*(?::|\t)\s*(?P<rest>.*)$", re.S)
_MEASURE = re.compile(r"^\s*(?P<name>(?:Measure|Indicator|KPI)\s+\d{1,2})\s*[:.\-–]", re.I)
_CHALLENGE = re.compile(r"^\s*(?:Challenge|Priority|Outcome|Theme|Objective)\s+\d{1,2}\s*[:.\-–]", re.I)
_NUMBERED = re.compile(r"^(?P<number>\d{1,2})[.)]?\s+(?P<text>[A-Z].*)$", re.S)
_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2})+\.?)\s+(?P<text>\S.*)$", re.S)
_BULLET = re.compile(r"^\s*[•●▪◦\uf0b7\uf0a7]\s*")
_CAPTION = re.compile(r"^(?:table|figure|chart|graph)\s+\d+\s*[:.\-–]", re.I)
_NAMES = re.compile(
    r"\bcontacts?\b|\bbackground (?:documents|papers)\b|\bauthors?\b", re.I
)  # bold lines there are names
_SUBHEAD = re.compile(
    r"^(?:analysis|activit(?:y|ies)|actions?|progress|next steps|planned|commentary|data notes|risks?|background|context|what (?:has|have|we)|key|performance|recommendations?|conclusions?)\b[^.]{0,60}$",
    re.I,
)


def read_header(document: Document) -> tuple[dict[str, str], int]:
    """The block of "By", "To", "Subject", "Classification" ... at the head of a paper.

    Returns:
        (label -> text, number of blocks of the document that it takes); ({}, 0) where there is none.
    """
    found: dict[str, str] = {}
    current = ""
    taken = 0
    for i, block in enumerate(_first_blocks(document, 40), start=1):
        if isinstance(block, Grid):
            pairs = _pairs(block)
            if len(pairs) >= 2:
                for label, text in pairs:
                    found[label] = one_line(f"{found.get(label, '')} {text}")
                    current = label
                taken = i
                continue
            break
        if not isinstance(block, Paragraph) or block.kind in {"header", "footer"}:
            continue
        text = block.text.strip()
        if block.number and found:
            break
        label, rest = _labelled(text)
        if not label:
            # "By Peter ..." without a colon, in a text copy.
            m = re.match(r"^(By|To|From)\s+([A-Z].*)$", text, re.S)
            if m and not found:
                label, rest = HEADER_LABELS[m[1].lower()], m[2]
        if not label and current and _rest_of_label(text):
            found[current] = found.get(current, "")
            taken = i
            continue
        if label:
            current = label
            found[label] = one_line(f"{found.get(label, '')} {rest}")
            taken = i
        elif current and _continues(text, block, current, found):
            found[current] = one_line(f"{found[current]} {text}")
            taken = i
        elif found:
            if _NUMBERED.match(text) or (block.kind == "heading" and len(found) >= 3):
                break
            if i - taken > 3:
                break
    known = {"By", "To", "Subject", "Summary", "Recommendation", "Classification"} & set(found)
    return (found, taken) if len(known) >= 2 else ({}, 0)


def _first_blocks(document: Document, n: int) -> list[Block]:
    out = []
    for block in document.blocks():
        out.append(block)
        if len(out) == n:
            break
    return out


def _pairs(grid: Grid) -> list[tuple[str, str]]:
    out = []
    for row in grid.matrix():
        cells = [c for c in {id(c): c for c in row if c is not None}.values() if text_of(c)]
        if not cells:
            continue
        label, rest = _labelled(text_of(cells[0]) + (":" if not text_of(cells[0]).endswith(":") else ""))
        if label:
            out.append((label, one_line(" ".join([rest, *(text_of(c) for c in cells[1:])]))))
        elif out:
            out.append((out[-1][0], " ".join(text_of(c) for c in cells)))
    return out


def _labelled(text: str) -> tuple[str, str]:
    m = _LABEL.match(text)
    if m:
        label = HEADER_LABELS.get(fold(m["label"]))
        if label:
            return label, m["rest"].strip()
    label = HEADER_LABELS.get(fold(text.rstrip(":")))
    return (label, "") if label and text.rstrip().endswith(":") else ("", "")


def _rest_of_label(text: str) -> bool:
    """The second line of a label broken in two ("Electoral" over "Divisions:")."""
    return fold(text) in {"divisions:", "division:", "pathway:", "of paper:", "of report:", "no:"}


def _continues(text: str, block: Paragraph, current: str, found: dict[str, str]) -> bool:
    if block.number or block.kind == "list":
        return False
    if not found.get(current):
        return True
    if fold(text) in {"electoral", "past", "future", "key"}:
        return False
    if current in {"Summary", "Recommendation"}:
        return not found[current].rstrip().endswith(".") or (current == "Summary" and block.kind != "heading")
    return block.kind != "heading" or current == "Subject"


def section_paragraphs(
    document: Document, header_blocks: int, titles: Mapping[int, str] | None = None
) -> list[SectionedParagraph]:
    """All prose of a document with the path of headings it stands under.

    A strategy's measures make sections of their own ("Measure 1 / Analysis of progress"); numbered headings
    start anew. Running headers and footers, captions and the headings themselves are left out, a measure's own
    sentence is kept under the measure.

    Args:
        document: As read.
        header_blocks: Blocks that the By/To/Subject block takes.
        titles: Identity of a block that is the title of an indicator page -> the indicator's name.
    """
    out: list[SectionedParagraph] = []
    top, measure, sub = "", "", ""
    heads = Counter(p.text for p in document.paragraphs() if _SUBHEAD.match(p.text))
    often = [text for text, n in heads.items() if n >= 2]
    page_title = ""
    on_page: int | None = None
    for i, block in enumerate(document.blocks(), start=1):
        if titles and id(block) in titles:
            page_title = top = titles[id(block)]
            measure = sub = ""
            on_page = block.page
            continue
        if page_title and block.page != on_page:
            page_title = top = sub = ""
        if isinstance(block, Grid):
            boxed = _boxed(block)
            if boxed is not None:
                for paragraph in boxed:
                    top, measure, sub = _step(paragraph, top, measure, sub, out)
                continue
            continue
        if not isinstance(block, Paragraph):
            continue
        if block.kind == "caption" or _CAPTION.match(block.text):
            # A text copy may run the next heading on to a caption ("Table 4: ... Analysis of progress").
            tail = next((h for h in often if block.text.endswith(f" {h}")), "")
            sub = tail or sub
            continue
        if block.kind in {"header", "footer"} and not _is_note(block.text):
            continue
        if i <= header_blocks:
            label = _labelled(block.text)[0]
            if label in {"Summary", "Recommendation"} or (out and out[-1].section == "header" and not label):
                out.append(SectionedParagraph(block, "header"))
            continue
        if page_title and _is_heading(block) and not block.number:
            sub, top = ("", page_title) if rag_word(block.text) else (block.text, page_title)
            continue
        top, measure, sub = _step(block, top, measure, sub, out)
    return out


def _is_note(text: str) -> bool:
    return bool(re.match(r"^(?:data|data source|source|target|tolerance|note)\s*:", text, re.I))


def measures_of_headings(document: Document) -> list[Measure]:
    """A strategy's measures from the headings of a paper: each "Measure N: ..." with the challenge above it.

    For papers whose table of measures was lost (a text copy) or that have none. A measure that is named more than
    once is taken where a challenge in full stands above it.
    """
    found: dict[int, Measure] = {}
    challenge = ""
    for block in document.blocks():
        if not isinstance(block, Paragraph):
            continue
        text = one_line(block.text)
        if _CHALLENGE.match(text):
            challenge = text if len(text) > 14 else ""
            continue
        m = re.match(r"(?:Measure|Indicator)\s+(\d{1,2})\s*[:.]\s+\S", text)
        if not m:
            if block.kind not in {"header", "footer"} and len(text) > 14:
                challenge = ""
            continue
        number = int(m[1])
        if number in found and (found[number].challenge or not challenge):
            continue
        source = Source(
            document.sha256, document.name, page=block.page, box=block.box, locator=block.locator, printed=block.text
        )
        found[number] = Measure(challenge, text, number, source)
    return [found[n] for n in sorted(found)]


def _boxed(grid: Grid) -> list[Paragraph] | None:
    """Paragraphs of a one-cell table that only frames a heading ("Challenge 1: ... Measure 1: ...")."""
    cells = [c for c in grid.cells if c.text.strip()]
    if len(cells) != 1 or grid.n_rows > 2:
        return None
    cell = cells[0]
    parts = [
        one_line(p)
        for p in re.split(
            r"\n(?=\s*(?:Challenge|Measure)\s+\d)|(?<=\S)\s+(?=(?:Measure|Challenge)\s+\d{1,2}\s*:)", cell.text
        )
    ]
    return [
        Paragraph(
            p, kind="heading", level=2, page=cell.page or grid.page, box=cell.box, bold=cell.bold, locator=cell.locator
        )
        for p in parts
        if p
    ]


def _step(
    paragraph: Paragraph, top: str, measure: str, sub: str, out: list[SectionedParagraph]
) -> tuple[str, str, str]:
    """Take one paragraph: it is a heading, or it is kept under the headings so far."""
    text = paragraph.text.strip()
    number = paragraph.number
    if not text or paragraph.kind == "caption" or _CAPTION.match(text):
        return top, measure, sub
    if paragraph.kind == "footnote":
        out.append(SectionedParagraph(paragraph, "footnotes"))
        return top, measure, sub
    if _CHALLENGE.match(text) and (paragraph.kind == "heading" or paragraph.bold or not number):
        both = re.split(r"(?<=\S)\s+(?=Measure\s+\d{1,2}\s*:)", text)
        if len(both) == 2:
            return _step(_with_text(paragraph, both[1]), top, measure, sub, out)
        return top, "", ""
    m = _MEASURE.match(text)
    if m and (paragraph.kind == "heading" or paragraph.bold or len(text) > 30) and paragraph.kind != "list":
        out.append(SectionedParagraph(paragraph, _title(m["name"])))
        return top, _title(m["name"]), ""
    whole = re.match(r"^\d{1,2}\.?$", number.strip()) if number else None
    inline = _NUMBERED.match(text) if not number else None
    if whole and paragraph.kind != "list" and (paragraph.kind == "heading" or paragraph.bold or _short(text)):
        return f"{number.rstrip('.')}. {text}", "", ""
    if (
        inline
        and _short(inline["text"])
        and not re.match(r"^\d+\s+(?:of|out)\b", text)
        and (paragraph.kind == "heading" or paragraph.bold or re.match(r"^\d{1,2}\.\s", text))
        and paragraph.kind != "list"
    ):
        return f"{inline['number']}. {inline['text']}", "", ""
    if _is_heading(paragraph) and not number and not _NAMES.search(top):
        return top, measure, text
    out.append(SectionedParagraph(_clean(paragraph), _path(top, measure, sub)))
    return top, measure, sub


def _path(top: str, measure: str, sub: str) -> str:
    if measure:
        return f"{measure} / {sub}" if sub else measure
    if top and sub:
        return f"{top} / {sub}"
    return top or sub


def _title(text: str) -> str:
    return " ".join(text.split()).capitalize() if not text[:1].isupper() else " ".join(text.split())


def _short(text: str) -> bool:
    return len(text) <= 110 and not text.rstrip().endswith((".", ";", ","))


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    if paragraph.kind == "list" or not _short(text):
        return False
    if paragraph.kind == "heading" or (paragraph.bold and len(text) <= 90):
        return True
    return not paragraph.number and len(text) <= 60 and bool(_SUBHEAD.match(text))


def _with_text(paragraph: Paragraph, text: str) -> Paragraph:
    from dataclasses import replace

    return replace(paragraph, text=text)


def _clean(paragraph: Paragraph) -> Paragraph:
    """A paragraph without a number or bullet that was left in its text."""
    m = _NUMBER.match(paragraph.text)
    if m and not paragraph.number:
        from dataclasses import replace

        return replace(paragraph, text=m["text"], number=m["number"])
    if _BULLET.match(paragraph.text):
        return _with_text(paragraph, _BULLET.sub("", paragraph.text))
    return paragraph
