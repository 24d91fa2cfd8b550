"""What a Word paragraph is: heading, caption, list item, prose; by its style, else by its look."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import median

from extract.document import Block, BlockKind, Control, Grid, Paragraph
from extract.outline import depth_of, is_bullet, is_caption, reads_as_heading
from extract.safexml import Element
from extract.word_styles import Styles
from extract.word_text import Content, Settled


def prose(
    styles: Styles, element: Element, content: Content, settled: Settled, cut: int, number: str, depth: int,
    kind: BlockKind, locator: str,
) -> Paragraph:  # fmt: skip
    """A finished paragraph.

    Args:
        styles: Styles of the file.
        element: The ``w:p`` whose mark ends it.
        content: What it holds.
        settled: Its text.
        cut: Characters of a typed number or bullet to take off its head.
        number: That number or bullet, or the one that Word worked out.
        depth: Depth of the list from 1, 0 where it is in none.
        kind: "paragraph" for the body, or what the part makes it (header, footnote, textbox ...).
        locator: Its place.
    """
    text = settled.text[cut:]
    looks = [content.pieces[i].look for i, _ in settled.origin[cut:]]
    sizes = [look.size for look in looks if look.size]
    found, level = _kind(styles, element, text, number, depth, kind)
    controls = tuple(_moved(c, cut) for c in settled.controls)
    return Paragraph(
        text, found, level, number, bold=bool(looks) and all(look.bold for look in looks),
        size=median(sizes) if sizes else 0.0, locator=locator, superscripts=tuple(content.superscripts),
        marks=tuple(content.marks), controls=controls,
    )  # fmt: skip


def _moved(control: Control, cut: int) -> Control:
    start, end = max(0, control.span[0] - cut), max(0, control.span[1] - cut)
    return replace(control, span=(start, end), text=control.text[-(end - start) :] if end > start else control.text)


def _kind(
    styles: Styles, element: Element, text: str, number: str, depth: int, kind: BlockKind
) -> tuple[BlockKind, int]:
    if kind != "paragraph":
        return kind, 0
    names = styles.names(styles.paragraph_style(element))
    if "caption" in names or is_caption(text):
        return "caption", 0
    outline = styles.outline_level(element)
    if outline and text:
        return "heading", outline
    if names and names[0].startswith("toc "):
        return "list", 1
    if is_bullet(number):
        return "list", max(1, depth)
    if number and depth_of(number) < 2:
        return "list", max(1, depth)
    return "paragraph", 0


def headings_by_look(blocks: list[Block]) -> list[Block]:
    """Mark bold lines that stand alone as headings, where the file does not use heading styles for them.

    Args:
        blocks: The body of a document.

    Returns:
        The same blocks; a bold or larger line without the end of a sentence is a heading, its level that of its
        number, else 1 to 3 by its size. Where most of the text is bold, bold says nothing.
    """
    texts = [b for b in blocks if isinstance(b, Paragraph)]
    sizes: Counter[float] = Counter()
    for b in texts:
        sizes[b.size] += len(b.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    cells = [c for b in blocks if isinstance(b, Grid) for c in b.cells]
    lengths = [(len(b.text), b.bold) for b in texts] + [(len(c.text), c.bold) for c in cells]
    mostly_bold = sum(n for n, bold in lengths if bold) > 0.6 * sum(n for n, _ in lengths)
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind in {"paragraph", "list"} and reads_as_heading(block.text):
            large = bool(body) and block.size >= 1.12 * body
            if not is_bullet(block.number) and (large or (block.bold and not mostly_bold)):
                level = depth_of(block.number) or (1 if body and block.size >= 1.5 * body else 2 if large else 3)
                out.append(replace(block, kind="heading", level=level))
                continue
        out.append(block)
    return out
