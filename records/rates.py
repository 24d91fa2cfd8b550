"""What a rate is per: the factor between numerator over denominator and the printed result."""

from __future__ import annotations

import re
from functools import lru_cache

from records.arithmetic import Quantity, rounding_interval
from records.values import Value

_PER = re.compile(
    r"\bper\s+(?:(?P<n>10+|1(?:,000)+|10,000|100,000)(?![\d,.]*\d)|(?P<w>thousand|hundred\s+thousand|ten\s+thousand|million)\b)",
    re.IGNORECASE,
)
_BASES = {"thousand": 1000, "ten thousand": 10_000, "hundred thousand": 100_000, "million": 1_000_000}
_USUAL = (100, 1, 1000, 10_000, 100_000)


def rate_base(*texts: str) -> int | None:
    """What a rate is per, as its texts say it.

    Args:
        texts: Names, headers, captions; the first that says it counts.

    Returns:
        10,000 for "per 10,000"; None where no text says.
    """
    for text in texts:
        m = _PER.search(text)
        if m:
            return int(m["n"].replace(",", "")) if m["n"] else _BASES[" ".join(m["w"].lower().split())]
    return None


def ratio_scales(value: Value, *texts: str) -> tuple[int, ...]:
    """By what numerator over denominator may be multiplied to give a result.

    Args:
        value: The result.
        texts: Its name, header or caption, which may say "per 1,000".

    Returns:
        One factor where unit or text tell it; otherwise every usual one, as a result without a unit may be a
        percentage, an average, or a rate whose base is not printed here.
    """
    if value.unit in {"percent", "points"}:
        return (100,)
    told = rate_base(*texts)
    if told is not None:
        return (told,)
    if value.unit in {"days", "money"}:
        return (1,)
    return _USUAL


def nearest_scale(value: Value, numerator: Value, denominator: Value, *texts: str) -> int:
    """The factor that brings numerator over denominator nearest to the result.

    Args:
        value: The result, with a number.
        numerator: With a number.
        denominator: With a number.
        texts: See `ratio_scales`.

    Returns:
        One of `ratio_scales`; 1 where the ratio or the result is zero and no text tells.
    """
    scales = ratio_scales(value, *texts)
    if len(scales) == 1:
        return scales[0]
    plain = Quantity.ratio(numerator, denominator, scale=1)
    if plain is None or not plain.middle or not value.number:
        return 1
    wanted = abs(float(value.number)) / abs(float(plain.middle))

    def off(scale: int) -> float:
        return max(wanted / scale, scale / wanted)

    return min(scales, key=off)


def best_quantity(result: Value, numerator: Value | None = None, denominator: Value | None = None) -> Quantity:
    """The most that is known of a result: its ratio where the parts are known and agree, else as printed.

    Args:
        result: As printed.
        numerator: Printed numerator, where there is one.
        denominator: Printed denominator, where there is one.

    Returns:
        The exact ratio where it prints as the result does; otherwise the printed interval (parts that do not
        reproduce the result prove nothing about it).

    Raises:
        ValueError: If the result has no number.
    """
    return _best(result, numerator, denominator)


# Of each row its RAG, its arrows, its change and its variance are checked.
@lru_cache(maxsize=4_096)
def _best(result: Value, numerator: Value | None, denominator: Value | None) -> Quantity:
    printed = Quantity.printed(result)
    if numerator is not None and denominator is not None:
        scale = nearest_scale(result, numerator, denominator)
        ratio = Quantity.ratio(numerator, denominator, scale=scale)
        assert result.number is not None
        if ratio is not None and ratio.overlaps(Quantity(*rounding_interval(result.number, result.places))):
            return printed.intersect(ratio) or printed
    return printed
