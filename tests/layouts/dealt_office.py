"""Writes a dealt document as a Word file, a workbook or a web page."""

from __future__ import annotations

import io
import random
import re
from html import escape
from pathlib import Path
from typing import Any

from .dealt import C, Card, Deck, Sheet
from .dealt_pdf import _arrow_picture, _disc_picture

_UNICODE = (
    {"up": "↑", "down": "↓", "level": "→"},
    {"up": "▲", "down": "▼", "level": "►"},
    {"up": "⬆", "down": "⬇", "level": "➡"},
)
_WINGDINGS = {"up": ("Wingdings", "F0E9"), "down": ("Wingdings", "F0EA"), "level": ("Wingdings", "F0E8")}
_WINGDINGS3 = {"up": ("Wingdings 3", "F070"), "down": ("Wingdings 3", "F071"), "level": ("Wingdings 3", "F075")}


def _places(sheet: Sheet) -> list[tuple[int, int, C]]:
    taken: set[tuple[int, int]] = set()
    out = []
    for r, row in enumerate(sheet.rows):
        col = 0
        for c in row:
            while (r, col) in taken:
                col += 1
            out.append((r, col, c))
            taken |= {(r + i, col + j) for i in range(c.down) for j in range(c.span)}
            col += c.span
    return out


# -- Word ---------------------------------------------------------------------------------------------------------


def word(deck: Deck, path: Path) -> None:
    """Write a Word file."""
    import docx
    from docx.enum.section import WD_ORIENT

    d = docx.Document()
    s = d.sections[0]
    s.orientation, s.page_width, s.page_height = WD_ORIENT.LANDSCAPE, s.page_height, s.page_width
    d.add_heading(deck.council, 0)
    d.add_heading(deck.title, 1) if deck.plan.seed % 2 else d.add_paragraph(deck.title)
    for sheet in deck.sheets:
        if sheet.caption:
            d.add_heading(sheet.caption, 2)
        _word_table(d, deck, sheet)
        d.add_paragraph("")
    for first in range(0, len(deck.cards), 3):
        row = deck.cards[first : first + 3]
        t = d.add_table(1, len(row))
        t.style = "Table Grid"
        for cell, card in zip(t.rows[0].cells, row, strict=True):
            _word_card(cell, deck, card)
    if deck.closing:
        d.add_paragraph(deck.closing)
    d.save(str(path))


def _word_table(d: Any, deck: Deck, sheet: Sheet) -> None:
    plan = deck.plan
    n = sum(c.span for c in sheet.rows[0])
    t = d.add_table(len(sheet.rows), n)
    t.style = {
        "full": "Table Grid",
        "horizontal": "Light List",
        "none": "Normal Table",
        "zebra": "Light Grid Accent 1",
    }[plan.lines]
    for r, col, c in _places(sheet):
        cell = t.cell(r, col)
        if c.span > 1 or c.down > 1:
            cell = cell.merge(t.cell(r + c.down - 1, col + c.span - 1))
        _word_cell(cell, deck, c)
    if plan.repeated:
        from docx.oxml import OxmlElement

        for row in t.rows[: sheet.header]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _word_cell(cell: Any, deck: Deck, c: C) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import RGBColor

    p = cell.paragraphs[0]
    if c.figure:
        p.alignment = {
            "left": WD_ALIGN_PARAGRAPH.LEFT,
            "centre": WD_ALIGN_PARAGRAPH.CENTER,
            "right": WD_ALIGN_PARAGRAPH.RIGHT,
        }[deck.plan.align]
    if c.mark:
        _word_mark(p, deck, c.mark)
    elif c.text:
        run = p.add_run(c.text)
        run.bold = c.bold or None
        if c.ink:
            run.font.color.rgb = RGBColor.from_string(c.ink[1:].upper())
    if c.fill:
        _shade(cell, c.fill)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour[1:].upper())
    cell._tc.get_or_add_tcPr().append(shade)


def _word_mark(p: Any, deck: Deck, mark: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    kind, _, colour = mark.partition(" ")
    if kind == "disc":
        run = p.add_run("●")
        run.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    elif kind == "picture":
        p.add_run().add_picture(io.BytesIO(_disc_picture(colour)), width=Pt(11))
    elif deck.plan.arrow in {"symbol", "private"}:
        font, code = (_WINGDINGS if deck.plan.seed % 2 else _WINGDINGS3)[mark]
        if deck.plan.arrow == "symbol":
            sign = OxmlElement("w:sym")
            sign.set(qn("w:font"), font)
            sign.set(qn("w:char"), code)
            p.add_run()._r.append(sign)
        else:
            run = p.add_run(chr(int(code, 16)))
            run.font.name = font
            run._r.get_or_add_rPr().rFonts.set(qn("w:cs"), font)
    elif deck.plan.arrow == "drawn":
        p.add_run().add_picture(io.BytesIO(_arrow_picture(mark)), width=Pt(11))
    else:
        p.add_run(_UNICODE[deck.plan.seed % 3][mark])


def _word_card(cell: Any, deck: Deck, card: Card) -> None:
    cell.paragraphs[0].add_run(card.name).bold = True
    p = cell.add_paragraph()
    p.add_run(f"{card.figure} ").bold = True
    if card.mark:
        _word_mark(p, deck, card.mark)
    for fact in card.facts:
        cell.add_paragraph(fact)
    if card.rag_word:
        cell.add_paragraph(card.rag_word)
    elif card.colour:
        _shade(cell, card.colour)
    if card.way_word:
        cell.add_paragraph(card.way_word)


# -- workbook ------------------------------------------------------------------------------------------------------


def sheet(deck: Deck, path: Path) -> None:
    """Write a workbook."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = openpyxl.Workbook()
    ws: Any = book.active
    ws.title = "Report"
    ws["A1"], ws["A2"] = deck.council, deck.title
    at = 4
    thin = Side(style="thin")
    for table in deck.sheets:
        if table.caption:
            ws.cell(at, 1, table.caption).font = Font(bold=True)
            at += 1
        for r, col, c in _places(table):
            cell = ws.cell(at + r, col + 1)
            _sheet_value(ws, cell, deck, c)
            if c.span > 1 or c.down > 1:
                ws.merge_cells(
                    start_row=at + r, end_row=at + r + c.down - 1, start_column=col + 1, end_column=col + c.span
                )
            if c.fill:
                cell.fill = PatternFill("solid", fgColor=c.fill[1:])
            if c.bold or c.ink:
                cell.font = Font(bold=c.bold, color=c.ink[1:] if c.ink else None)
            if deck.plan.lines == "full":
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(
                horizontal={"left": "left", "centre": "center", "right": "right"}[deck.plan.align]
                if c.figure
                else "left",
                wrap_text=True,
            )
        at += len(table.rows) + 2
    for card in deck.cards:
        at = _sheet_card(ws, deck, card, at)
    if deck.closing:
        ws.cell(at + 1, 1, deck.closing)
    ws.column_dimensions["A"].width = 36
    book.save(str(path))


def _sheet_value(ws: Any, cell: Any, deck: Deck, c: C) -> None:
    from openpyxl.styles import Font

    text = c.text
    kind, _, colour = c.mark.partition(" ")
    if kind in {"disc", "picture"}:
        cell.value, cell.font = "●", Font(color=colour[1:])
    elif c.mark and deck.plan.arrow in {"symbol", "private"}:
        cell.value, cell.font = {"up": "é", "down": "ê", "level": "è"}[c.mark], Font(name="Wingdings")
    elif c.mark:
        cell.value = _UNICODE[deck.plan.seed % 3][c.mark]
    elif c.figure and re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", text):
        places = len(text.rstrip("%").partition(".")[2])
        number = float(text.rstrip("%").replace(",", ""))
        cell.value = round(number / 100, 8) if text.endswith("%") else (int(number) if not places else number)
        cell.number_format = (
            ("0." + "0" * places if places else "0") + "%"
            if text.endswith("%")
            else "#,##0" + ("." + "0" * places if places else "")
        )
    elif text:
        cell.value = text


def _sheet_card(ws: Any, deck: Deck, card: Card, at: int) -> int:
    from openpyxl.styles import Font, PatternFill

    ws.cell(at, 1, card.name).font = Font(bold=True)
    rows: list[tuple[str, C]] = [("Latest", C(card.figure, figure=True))]
    rows += [(f.replace(":", "").rsplit(" ", 1)[0], C(f.rsplit(" ", 1)[1], figure=True)) for f in card.facts]
    if card.colour:
        rows.append(("RAG", C(card.rag_word or "", fill=card.colour)))
    if card.mark or card.way_word:
        rows.append(("Direction of travel", C(card.way_word, mark=card.mark)))
    for k, (label, c) in enumerate(rows, 1):
        ws.cell(at + k, 1, label)
        cell = ws.cell(at + k, 2)
        _sheet_value(ws, cell, deck, c)
        if c.fill:
            cell.fill = PatternFill("solid", fgColor=c.fill[1:])
    return at + len(rows) + 2


# -- web page ------------------------------------------------------------------------------------------------------


def web(deck: Deck, path: Path) -> None:
    """Write a web page."""
    plan = deck.plan
    rng = random.Random(plan.seed + 9)
    rules = {
        "full": "td,th{border:1px solid #999}",
        "horizontal": "td,th{border-bottom:1px solid #bbb}",
        "none": "",
        "zebra": "tr:nth-child(even){background:#f2f2f2}",
    }[plan.lines]
    figures = {"left": "left", "centre": "center", "right": "right"}
    body = f"<h1>{escape(deck.council)}</h1><p>{escape(deck.title)}</p>"
    for table in deck.sheets:
        body += f"<h3>{escape(table.caption)}</h3>" if table.caption else ""
        body += "<table>"
        head = True
        for r, row in enumerate(table.rows):
            if r == 0:
                body += "<thead>"
            if head and r == table.header:
                body, head = body + "</thead><tbody>", False
            body += "<tr>" + "".join(_web_cell(deck, c, is_head=r < table.header) for c in row) + "</tr>"
        body += "</tbody></table>"
    if deck.cards:
        style = rng.randrange(3)
        body += (
            f"<div class=g>{''.join(_web_card(deck, c, style, name_first=rng.random() < 2) for c in deck.cards)}</div>"
        )
    body += f"<p>{escape(deck.closing)}</p>"
    css = (
        "@page{size:A4 landscape;margin:10mm}body{font:10px 'Liberation Sans';-webkit-print-color-adjust:exact}table{border-collapse:collapse}"
        f"td,th{{padding:4px 6px}}.f{{text-align:{figures[plan.align]}}}th.f{{text-align:{figures[plan.align if plan.heads == 'same' else plan.heads]}}}th{{text-align:left}}td:first-child{{max-width:220px}}{rules}"
        f".g{{display:grid;grid-template-columns:{'1fr ' * rng.choice((2, 3, 4))};gap:12px}}.t{{{('border:1px solid #bbb', 'border-radius:8px;border:1px solid #bbb', 'background:#f4f4f4')[rng.randrange(3)]};padding:8px}}.b{{font-size:24px;font-weight:bold}}.n{{font-weight:bold;margin:4px 0}}.s{{font-size:9px}}"
    )
    path.write_text(f"<meta charset=utf-8><style>{css}</style>{body}", encoding="utf-8")


def _web_cell(deck: Deck, c: C, *, is_head: bool) -> str:
    tag = "th" if is_head else "td"
    css = (
        (f"background:{c.fill};" if c.fill else "")
        + (f"color:{c.ink};" if c.ink else "")
        + ("font-weight:bold;" if c.bold else "")
    )
    spans = (f" colspan={c.span}" if c.span > 1 else "") + (f" rowspan={c.down}" if c.down > 1 else "")
    return f"<{tag}{spans}{' class=f' if c.figure else ''} style='{css}'>{_web_mark(deck, c.mark) if c.mark else escape(c.text).replace(chr(10), '<br>')}</{tag}>"


def _web_mark(deck: Deck, mark: str) -> str:
    kind, _, colour = mark.partition(" ")
    if kind in {"disc", "picture"}:
        return (
            f"<span style='display:inline-block;width:11px;height:11px;border-radius:50%;background:{colour}'></span>"
        )
    if deck.plan.arrow in {"drawn", "private"}:
        points = {
            "up": "6,0 12,6 8,6 8,12 4,12 4,6 0,6",
            "down": "6,12 12,6 8,6 8,0 4,0 4,6 0,6",
            "level": "12,6 6,0 6,4 0,4 0,8 6,8 6,12",
        }[mark]
        return f"<svg width=12 height=12><polygon points='{points}' fill='#333'/></svg>"
    return _UNICODE[deck.plan.seed % 3][mark]


def _web_card(deck: Deck, card: Card, style: int, *, name_first: bool) -> str:
    edge = (
        f"border-{('top', 'left', 'bottom')[style]}:8px solid {card.colour};"
        if card.colour and not card.rag_word
        else ""
    )
    name = f"<div class=n>{escape(card.name)}</div>"
    big = f"<div class=b>{card.figure} <span>{_web_mark(deck, card.mark) if card.mark else ''}</span></div>"
    words = [*card.facts, *([card.rag_word] if card.rag_word else []), *([card.way_word] if card.way_word else [])]
    small = (
        "".join(f"<div class=s>{escape(w)}</div>" for w in words)
        if deck.plan.seed % 2
        else f"<div class=s>{escape(' | '.join(words))}</div>"
    )
    first = deck.plan.seed % 4 < 2
    return f"<div class=t style='{edge}'>{name + big if first else big + name}{small}</div>"
