"""Figures and periods printed in the style of those they replace."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal

from draft.partial_periods import is_partial, restyle_partial
from records import Period, PeriodMention, Value, month_end, months_between


def restyle(mention: PeriodMention, day: date) -> str | None:
    """Another period in the style of a mention: "Sept 16" -> "Mar 17"; None where the style is not understood."""
    text = mention.text
    if is_partial(mention):
        return restyle_partial(text, day)
    numeric = re.fullmatch(r"(\d{1,2})([/.])(\d{1,2})([/.])(\d{2,4})", text)
    if numeric:
        return f"{day.day:02d}{numeric[2]}{day.month:02d}{numeric[4]}{str(day.year)[-len(numeric[5]) :]}"
    if re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", text):
        return day.isoformat()[: len(text)]
    month = re.search(r"[A-Za-z]{3,9}", text)
    new = Period(day, day)
    fy = re.search(r"(\d{2,4})(\s*[/–-]\s*)(\d{1,4})", text)
    if fy and not month and is_year(mention.period):
        on = months_between(mention.period.end, day) // 12
        if len(fy[1]) in {2, 4} and len(fy[3]) in {2, 4}:
            return text[: fy.start()] + _century(fy[1], on) + fy[2] + _century(fy[3], on) + text[fy.end() :]
    if fy and mention.period.end == month_end(mention.period.end.year, mention.period.end.month):
        first, second = new.reporting_year_start, new.reporting_year_start + 1
        years = f"{str(first)[-len(fy[1]) :]}{fy[2]}{str(second)[-len(fy[3]) :]}"
        rest = text[: fy.start()] + years + text[fy.end() :]
        quarter = re.search(r"[1-4]", text[: fy.start()] + " " + text[fy.end() :])
        if re.search(r"\bq(?:uarter)?\.?\s*[1-4]", text, re.I) and quarter:
            return re.sub(r"(\bq(?:uarter)?\.?\s*)[1-4]", rf"\g<1>{new.reporting_quarter}", rest, flags=re.I)
        if month and month[0][:3].lower() in {m.lower() for m in calendar.month_abbr if m}:
            return rest.replace(month[0], _month_like(month[0], day), 1)
        return rest if not month or "quarter" not in text.lower() else None
    months = {m.lower() for m in calendar.month_abbr if m}
    tokens = [t for t in re.finditer(r"[A-Za-z]{3,9}", text) if t[0][:3].lower() in months]
    if len(tokens) != 1:
        return None
    token = tokens[0]
    tail = re.sub(r"(?:\d{4}|\d{2})\b(?!.*\d)", lambda m: str(day.year)[-len(m[0]) :], text[token.end() :], count=1)
    head = text[: token.start()]
    head = re.sub(r"\d{1,2}(?:st|nd|rd|th)?", lambda m: _day_like(m[0], day), head) if re.search(r"\d", head) else head
    return head + _month_like(token[0], day) + tail


def is_year(period: Period) -> bool:
    """Whether a period is a reporting or school year as such ("2015/16"), not twelve months up to a month."""
    return period.basis == "A" and (period.end - period.start).days > 300


def _century(year: str, on: int) -> str:
    """A year of two or four digits, some years on."""
    return str(int(year) + on) if len(year) == 4 else f"{(int(year) + on) % 100:02d}"


def _day_like(text: str, day: date) -> str:
    if not text[-1].isalpha():
        return str(day.day)
    suffix = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day.day}{suffix}"


def _month_like(text: str, day: date) -> str:
    full, short = calendar.month_name[day.month], calendar.month_abbr[day.month]
    short = "Sept" if day.month == 9 and len(text) == 4 else short
    if len(text) > 4 or (text.lower() in {m.lower() for m in calendar.month_name} and len(text) > 3):
        return full
    return short if text.lower() != "may" else full


def like(old: Value, number: Decimal) -> str:
    """A number printed as an old one was: the same places, commas and sign of per cent."""
    text = f"{number:,.{max(0, old.places)}f}"
    if "," not in old.printed and abs(number) < 10000 and old.number is not None and abs(old.number) >= 1000:
        text = text.replace(",", "")
    suffix = re.search(r"\s?(?:%|per\s?cent)$", old.printed)
    money = "£" if old.printed.startswith("£") else ""
    return f"{money}{text}{suffix[0] if suffix else ''}"
