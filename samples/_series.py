"""Numerators and denominators by month, grown from fixed seeds so that every run gives the same county."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from facts import AREAS, COUNTY, COUNTYWIDE, DISABILITY, MONTHS, SPECS, TEAMS, Fact, Spec

Series = tuple[int, ...]
"""One whole number a month, in the order of MONTHS."""

N = len(MONTHS)
APRIL = tuple(i for i, m in enumerate(MONTHS) if m.month == 4)


def rng(*seed: object) -> random.Random:
    """A generator for one purpose: the same words give the same numbers on every machine."""
    return random.Random("|".join(map(str, seed)))  # a text seed is hashed with SHA-512, so it is stable


def path(rates: Sequence[float], noise: float, seed: object) -> list[float]:
    """Straight lines through the levels of March 2023, 2024 and 2025, with a little weather."""
    r = rng("path", seed)
    out = []
    for i in range(N):
        a, b, t = (rates[0], rates[1], i / 12) if i <= 12 else (rates[1], rates[2], (i - 12) / 12)
        out.append((a + (b - a) * t) * (1 + noise * (2 * r.random() - 1)))
    return out


def cumulate(flow: Sequence[int]) -> Series:
    """Year to date: sums that start again each April; the first March stands for its whole year."""
    out: list[int] = []
    total = 0
    for i, x in enumerate(flow):
        total = x if i in APRIL or i == 0 else total + x
        out.append(total)
    return tuple(out)


@dataclass(frozen=True)
class Activity:
    """Stocks and flows of one team, area or the county, by column of the activity table."""

    columns: dict[str, Series]

    def __add__(self, other: Activity) -> Activity:
        return Activity(
            {k: tuple(a + b for a, b in zip(v, other.columns[k], strict=True)) for k, v in self.columns.items()}
        )


STOCKS = ("Caseloads", "CP Plans", "Total LAC", "UASC LAC", "PF Cases")
FLOWS = ("Referrals", "CF Assessments", "CP Starts", "CP Ends", "LAC Starts", "LAC Ends")


def _stock(start: int, rate: float, drift: float, seed: object) -> tuple[Series, Series, Series]:
    """Stock, starts and ends: this month = last month + starts - ends, always."""
    r = rng("stock", seed)
    stock, ins, outs = [start], [int(start * rate)], [int(start * rate)]
    for _ in range(N - 1):
        come = int(start * rate * (1 + drift) * (0.6 + 0.8 * r.random()) + 0.5)
        go = min(stock[-1] + come, int(start * rate * (0.6 + 0.8 * r.random()) + 0.5))
        ins.append(come)
        outs.append(go)
        stock.append(stock[-1] + come - go)
    return tuple(stock), tuple(ins), tuple(outs)


def _flow(level: float, seed: object) -> Series:
    r = rng("flow", seed)
    return tuple(int(level * (0.82 + 0.36 * r.random()) + 0.5) for _ in range(N))


@cache
def team_activity(team: str) -> Activity:
    """One team's columns; what a kind of team does not do is 0, which is printed and is not missing."""
    r = rng("team", team)
    size = 0.75 + 0.6 * r.random()
    cic, uasc, disability = team.endswith("CIC"), team.startswith("UASC"), team.startswith("Disability")
    front = "AIT" in team
    cp, starts, ends = _stock(
        int(92 * size) if front else (7 if cic else (4 if disability else 0)), 0.11, 0.05, (team, "cp")
    )
    base = int(265 * size) if cic else (7 if front else (41 if disability else (6 if "Adoption" in team else 0)))
    citizen, c_in, c_out = _stock(base, 0.045, -0.02, (team, "citizen"))
    seekers, u_in, u_out = _stock(int(48 * size) if cic else (310 if uasc else 0), 0.06, 0.03, (team, "uasc"))
    pf, _, _ = _stock(5 if front else 0, 0.3, 0.05, (team, "pf"))
    level = (
        405 * size
        if front
        else (290 if cic else (520 if disability else (900 if "18+" in team else 330 if uasc else 80)))
    )
    cases, _, _ = _stock(int(level), 0.07, 0.02, (team, "cases"))
    return Activity(
        {
            "Caseloads": cases,
            "Referrals": _flow(122 * size if front else (12 if disability or uasc else 0), (team, "ref")),
            "CF Assessments": _flow(118 * size if front else (17 if disability else 3 if cic else 0), (team, "cfa")),
            "CP Plans": cp,
            "CP Starts": starts,
            "CP Ends": ends,
            "Total LAC": tuple(a + b for a, b in zip(citizen, seekers, strict=True)),
            "UASC LAC": seekers,
            "LAC Starts": tuple(a + b for a, b in zip(c_in, u_in, strict=True)),
            "LAC Ends": tuple(a + b for a, b in zip(c_out, u_out, strict=True)),
            "PF Cases": pf,
        }
    )


@cache
def activity(area: str) -> Activity:
    """An area's or the county's columns: sums of its teams, of its areas and services."""
    if area == COUNTY:
        parts = [activity(a) for a in (*AREAS, DISABILITY, COUNTYWIDE)]
    elif area in TEAMS:
        parts = [team_activity(t) for t in TEAMS[area]]
    else:
        return team_activity(area)
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


# Children in care by area and cohort: share of the cohort in the denominator (citizen, UASC), then the level of
# each cohort at the three Marches.
_CARE: dict[int, tuple[tuple[float, float], tuple[float, float, float], tuple[float, float, float]]] = {
    19: ((1.0, 1.0), (0.094, 0.098, 0.108), (0.11, 0.105, 0.175)),
    20: ((0.35, 0.02), (0.722, 0.727, 0.701), (0.6, 0.6, 0.62)),
    21: ((0.72, 0.66), (0.861, 0.868, 0.874), (0.40, 0.42, 0.41)),
    22: ((0.94, 0.0), (0.818, 0.823, 0.812), (0, 0, 0)),
    23: ((0.21, 0.24), (0.968, 0.967, 0.973), (0.93, 0.92, 0.908)),
    24: ((0.97, 0.95), (0.975, 0.979, 0.972), (0.93, 0.95, 0.52)),
    25: ((0.74, 0.38), (0.90, 0.902, 0.918), (0.84, 0.83, 0.815)),
    26: ((0.74, 0.38), (0.905, 0.907, 0.894), (0.80, 0.84, 0.69)),
    27: ((0.66, 0.25), (0.46, 0.48, 0.606), (0.41, 0.43, 0.52)),
}
CARE_UNITS = (*AREAS, COUNTYWIDE)
"""Units in which children in care are counted; Disabled Children's Service is counted under Countywide here."""


def _care_heads(unit: str) -> tuple[Series, Series]:
    parts = [activity(unit)] + ([activity(DISABILITY)] if unit == COUNTYWIDE else [])
    total = [sum(p.columns["Total LAC"][i] for p in parts) for i in range(N)]
    uasc = [sum(p.columns["UASC LAC"][i] for p in parts) for i in range(N)]
    return tuple(t - u for t, u in zip(total, uasc, strict=True)), tuple(uasc)


@cache
def care(ident: int, unit: str, cohort: str) -> tuple[Series, Series]:
    """Numerators and denominators of an indicator about children in care, for "citizen" or "uasc"."""
    if unit == COUNTY:
        parts = [care(ident, u, cohort) for u in CARE_UNITS]
        return (
            tuple(sum(p[0][i] for p in parts) for i in range(N)),
            tuple(sum(p[1][i] for p in parts) for i in range(N)),
        )
    shares, citizen, uasc = _CARE[ident]
    heads = _care_heads(unit)[0 if cohort == "citizen" else 1]
    share, rates = (shares[0], citizen) if cohort == "citizen" else (shares[1], uasc)
    tilt = 1 + 0.05 * (2 * rng("tilt", ident, unit).random() - 1)
    level = path(rates, 0.012, (ident, unit, cohort))
    denoms = [int(h * share + 0.5) for h in heads]
    nums = [min(d, int(d * p * tilt + 0.5)) for d, p in zip(denoms, level, strict=True)]
    if SPECS[ident].flow:
        return cumulate(nums), cumulate(denoms)
    return tuple(nums), tuple(denoms)


@cache
def county(ident: int) -> tuple[Series, Series]:
    """Numerators and denominators of a county indicator (FTE denominators in tenths)."""
    spec = SPECS[ident]
    if ident in _CARE:
        parts = care(ident, COUNTY, "citizen"), care(ident, COUNTY, "uasc")
        return (
            tuple(a + b for a, b in zip(parts[0][0], parts[1][0], strict=True)),
            tuple(a + b for a, b in zip(parts[0][1], parts[1][1], strict=True)),
        )
    nums, denoms = _parts(spec)
    return (cumulate(nums), cumulate(denoms)) if spec.flow else (nums, denoms)


@cache
def _parts(spec: Spec) -> tuple[Series, Series]:
    """What happened in each month (flows) or stood at its end (stocks)."""
    noise = 0.10 if spec.flow and spec.base and spec.base < 100 else (0.03 if spec.flow else 0.012)
    level = path(spec.rates, noise, spec.id)
    if spec.unit == "count":
        r = rng("count", spec.id)
        return tuple(max(0, int(x * (0.75 + 0.5 * r.random()) + 0.5)) for x in level), ()
    denoms = _denominators(spec)
    upper: Callable[[int], int] = (lambda d: d) if spec.unit == "percent" else (lambda d: 10**9)
    scale = 10 if spec.fte and spec.unit == "average" else 1  # whole cases over tenths of a post
    nums = tuple(min(upper(d), int(d * p / scale + 0.5)) for d, p in zip(denoms, level, strict=True))
    return nums, denoms


def _denominators(spec: Spec) -> Series:
    if spec.link is not None:
        of, what = spec.link
        if isinstance(of, int):
            linked = _parts(SPECS[of])
            return linked[0] if what == "num" else linked[1]
        return activity(COUNTY).columns[str(of)]
    r = rng("denom", spec.id)
    if spec.flow:
        flow = tuple(int(spec.base / 12 * (0.8 + 0.4 * r.random()) + 0.5) for _ in range(N))
        return (int(spec.base), *flow[1:])
    tenths = 10 if spec.fte else 1
    return tuple(int(spec.base * tenths * (0.97 + 0.06 * r.random()) + 0.5) for _ in range(N))


def fact_of(spec: Spec, num: int, denom: int | None) -> Fact:
    """A Fact from whole numbers of the series (posts are counted in tenths)."""
    if denom is None:
        return Fact(None, None, Fraction(num))
    d = Fraction(denom, 10) if spec.fte else Fraction(denom)
    n = Fraction(num, 10) if spec.fte and spec.unit == "percent" else Fraction(num)
    return Fact(n, d, n / d * (100 if spec.unit == "percent" else 1))


def month_index(month: date) -> int:
    """Position of a month end in MONTHS."""
    return MONTHS.index(month)
