"""Colours and icons that conditional formats give to cells, as far as they follow from the cells alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.document import Mark
from extract.namespaces import S
from extract.number_format import as_decimal
from extract.safexml import Element
from extract.sheet_cells import Sheet, SheetCell, cell_range
from extract.sheet_styles import SheetStyles

_ARROWS = {
    "3Arrows": ("down", "right", "up"), "3ArrowsGray": ("down", "right", "up"), "3Triangles": ("down", "level", "up"),
    "4Arrows": ("down", "down-right", "up-right", "up"), "4ArrowsGray": ("down", "down-right", "up-right", "up"),
    "5Arrows": ("down", "down-right", "right", "up-right", "up"),
    "5ArrowsGray": ("down", "down-right", "right", "up-right", "up"),
}  # fmt: skip
_LIGHTS = {
    "3TrafficLights1": ("#ff0000", "#ffc000", "#00b050"), "3TrafficLights2": ("#ff0000", "#ffc000", "#00b050"),
    "3Signs": ("#ff0000", "#ffc000", "#00b050"), "3Symbols": ("#ff0000", "#ffc000", "#00b050"),
    "3Symbols2": ("#ff0000", "#ffc000", "#00b050"), "3Flags": ("#ff0000", "#ffc000", "#00b050"),
}  # fmt: skip
_COMPARE = {
    "equal": lambda a, b: a == b, "notEqual": lambda a, b: a != b, "greaterThan": lambda a, b: a > b,
    "greaterThanOrEqual": lambda a, b: a >= b, "lessThan": lambda a, b: a < b, "lessThanOrEqual": lambda a, b: a <= b,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A conditional format that could not be worked out."""

    place: str
    kind: str
    why: str


def apply_rules(sheet: Sheet, styles: SheetStyles) -> list[NotApplied]:
    """Give cells the colours and icons of the sheet's conditional formats.

    Args:
        sheet: The sheet; its cells are changed in place.
        styles: For the colours.

    Returns:
        The rules that need more than the cells' own values (formulas, percentiles): their cells keep their own look.
    """
    left: list[NotApplied] = []
    taken: set[tuple[int, int]] = set()
    rules = []
    for group in sheet.root.iter(f"{S}conditionalFormatting"):
        for rule in group.findall(f"{S}cfRule"):
            priority = rule.get("priority") or "0"
            rules.append((int(priority) if priority.lstrip("-").isdigit() else 0, group.get("sqref") or "", rule))
    for _, place, rule in sorted(rules, key=lambda item: item[0]):
        cells = _cells(sheet, place)
        kind = rule.get("type") or ""
        if not cells or kind == "dataBar":
            continue
        if kind == "iconSet":
            why = _icons(rule, cells)
        elif kind in {"cellIs", "containsText", "beginsWith", "endsWith", "notContainsText", "containsBlanks"}:
            why = _colours(rule, kind, cells, styles, taken)
        else:
            why = f"its kind ({kind}) needs a calculation"
        if why:
            left.append(NotApplied(place, kind, why))
    return left


def _cells(sheet: Sheet, place: str) -> list[SheetCell]:
    out = []
    for part in place.split():
        area = cell_range(part)
        if area is not None:
            top, first, bottom, last = area
            if (bottom - top + 1) * (last - first + 1) < len(sheet.cells):
                places = ((r, k) for r in range(top, bottom + 1) for k in range(first, last + 1))
                out += [sheet.cells[place] for place in places if place in sheet.cells]
            else:
                out += [c for (r, k), c in sheet.cells.items() if top <= r <= bottom and first <= k <= last]
    return out


def _icons(rule: Element, cells: list[SheetCell]) -> str:
    icons = rule.find(f"{S}iconSet")
    if icons is None:
        return "its icons are of a newer kind"
    name = icons.get("iconSet") or "3TrafficLights1"
    known = _ARROWS.get(name) or _LIGHTS.get(name)
    limits = icons.findall(f"{S}cfvo")
    if known is None or len(limits) != len(known):
        return f"the icons {name} are not known"
    numbers = [n for c in cells if (n := as_decimal(c.value)) is not None]
    if not numbers:
        return ""
    steps: list[tuple[Decimal, bool]] = []
    for limit in limits:
        value = as_decimal(limit.get("val") or "0")
        kind = limit.get("type") or "percent"
        if value is None or kind not in {"num", "percent", "min", "max"}:
            return f"its limits ({kind}) need a calculation"
        low, high = min(numbers), max(numbers)
        if kind != "num":
            value = {"min": low, "max": high}.get(kind, low + (high - low) * value / 100)
        steps.append((value, limit.get("gte") not in {"0", "false"}))
    turned = icons.get("reverse") in {"1", "true"}
    bare = icons.get("showValue") in {"0", "false"}
    for cell in cells:
        number = as_decimal(cell.value)
        if number is None:
            continue
        index = 0
        for i, (limit_value, included) in enumerate(steps):
            if i == 0 or number > limit_value or (included and number == limit_value):
                index = i
        index = len(known) - 1 - index if turned else index
        _put_icon(cell, name, index, known[index], bare)
    return ""


def _put_icon(cell: SheetCell, name: str, index: int, sign: str, bare: bool) -> None:
    if bare:
        cell.text = ""
    if sign.startswith("#"):
        cell.marks += (Mark("shape", "unknown", "symbol", f"icon {name} {index + 1}, {sign}", confidence=0.0),)
        cell.ink = sign if bare else cell.ink
    else:
        cell.marks += (Mark("direction", sign, "symbol", f"icon {name} {index + 1}"),)


def _colours(rule: Element, kind: str, cells: list[SheetCell], styles: SheetStyles, taken: set[tuple[int, int]]) -> str:
    index = rule.get("dxfId") or ""
    if not index.isdigit() or int(index) >= len(styles.differences):
        return ""
    look = styles.differences[int(index)]
    if not look.fill and not look.ink:
        return ""
    constants = [_constant(f.text or "") for f in rule.findall(f"{S}formula")]
    if kind == "cellIs" and (not constants or any(c is None for c in constants)):
        return "its limits stand in other cells"
    for cell in cells:
        if (cell.row, cell.col) in taken or not _holds(rule, kind, cell, [c for c in constants if c is not None]):
            continue
        taken.add((cell.row, cell.col))
        cell.fill = look.fill or cell.fill
        cell.ink = look.ink or cell.ink
    return ""


def _holds(rule: Element, kind: str, cell: SheetCell, constants: list[Decimal | str]) -> bool:
    text = (rule.get("text") or "").lower()
    own = cell.text.lower()
    if kind != "cellIs":
        return {
            "containsText": bool(text) and text in own, "notContainsText": text not in own,
            "beginsWith": own.startswith(text), "endsWith": own.endswith(text), "containsBlanks": not own.strip(),
        }[kind]  # fmt: skip
    value: Decimal | str | None = as_decimal(cell.value) if cell.value else own
    if value is None or (value == "" and not cell.value):
        return False
    name = rule.get("operator") or ""
    if name in {"between", "notBetween"}:
        if len(constants) < 2 or any(type(c) is not type(value) for c in constants[:2]):
            return False
        if isinstance(value, Decimal):
            low, high = sorted(c for c in constants[:2] if isinstance(c, Decimal))
            inside = low <= value <= high
        else:
            first, last = sorted(str(c) for c in constants[:2])
            inside = first <= value <= last
        return inside if name == "between" else not inside
    other = constants[0]
    if type(other) is not type(value):
        return name == "notEqual"
    return bool(_COMPARE[name](value, other)) if name in _COMPARE else False


def _constant(formula: str) -> Decimal | str | None:
    formula = formula.strip()
    if len(formula) >= 2 and formula[0] == formula[-1] == '"':
        return formula[1:-1].replace('""', '"').lower()
    if formula.endswith("%"):
        number = as_decimal(formula[:-1])
        return number / 100 if number is not None else None
    return as_decimal(formula)
