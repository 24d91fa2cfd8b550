"""True sentences that are easily called wrong: benchmarks, forecasts, ranges, lists, other years, other groups."""

from __future__ import annotations

from datetime import date

from tests.papers.county import LAST, MEASURES, before, fact, printed

NOW, QUARTER, YEAR = LAST, before(LAST, 3), before(LAST, 12)


def v(key: str, end: date = NOW, area: str = "") -> str:
    """A figure as printed."""
    return printed(MEASURES[key], fact(key, end, area).value)


_REVIEWS = fact("cp-reviews", NOW)
_N, _D = _REVIEWS.numerator or 0, _REVIEWS.denominator or 0
_MORE = int(fact("cic-number", NOW).value - fact("cic-number", YEAR).value)

TRUE = (
    f"At {v('potholes')}, the share of potholes repaired within 28 days was below the 90% target in March 2025 but above the county's five-year average of 82%.",
    f"The number of children in care ({v('cic-number')}) is {abs(_MORE)} {'more' if _MORE > 0 else 'fewer'} than a year ago, when it was {v('cic-number', YEAR)}.",
    f"The number of children in care at the end of March 2025 was {v('cic-number')}; it was {v('cic-number', QUARTER)} at the end of December 2024 and {v('cic-number', YEAR)} at the end of March 2024.",
    f"Performance on child protection reviews held within timescale was {v('cp-reviews', before(NOW, 9))}, {v('cp-reviews', before(NOW, 6))}, {v('cp-reviews', QUARTER)} and {v('cp-reviews')} in the last four quarters (June 2024 to March 2025).",
    f"Care leavers in suitable accommodation: {v('leavers-home')} (December 2024: {v('leavers-home', QUARTER)}; March 2024: {v('leavers-home', YEAR)}).",
    f"The percentage of care leavers in suitable accommodation was {v('leavers-home')} in March 2025, against a national average of 88.0% and 86.4% for our statistical neighbours.",
    "The council set a target of 92% for care leavers in suitable accommodation in 2024/25; the target for 2025/26 will be 93%.",
    f"Of the {_D} child protection reviews in March 2025, {_N} ({v('cp-reviews')}) were held within timescale and {_D - _N} were late.",
    f"In Alderwick {v('cic-number', area='Alderwick')} children were in care at the end of March 2025, in Brackenby {v('cic-number', area='Brackenby')}, in Copsley {v('cic-number', area='Copsley')} and in Denmoor {v('cic-number', area='Denmoor')}.",
    "Twelve children aged 16 and 17 were placed more than 20 miles from home in March 2025, and 3 in 10 of children in care had moved school.",
    "Of the children in care at the end of March 2025, 412 were aged 10 to 15 and 96 were unaccompanied asylum seeking children.",
    f"About a quarter of referrals had a previous referral within 12 months in March 2025 ({v('re-referrals')}).",
    "The percentage of referrals with a previous referral within 12 months peaked at 31.2% in 2019/20 and has been between 24% and 29% since.",
    "If the present rate goes on, the number of children in care will reach 1,500 by March 2027.",
    "The number of street lights out of action should fall below 700 by the end of 2025.",
    "Each home costs £4,850 a week; £1.2m was spent in the 3 months to March 2025 on 14 placements for children in care.",
    f"The average number of days between entering care and moving in with an adoptive family is {v('adoption-days')} days, the target being 426 days.",
    f"The number of permanent admissions to residential and nursing care was {v('admissions')} in March 2025, of which 214 were of people aged 18 to 64.",
    "Between April 2024 and March 2025 inspectors visited 9 homes; 7 were rated good and 2 outstanding.",
    f"The percentage of carers assessed or reviewed in the year was {v('carers')} in March 2025, down from {v('carers', QUARTER)} last quarter and {v('carers', YEAR)} a year earlier.",
    f"In the previous quarter {v('enquiries', QUARTER)} of safeguarding enquiries were concluded within 28 days.",
    f"Last year's figure for safeguarding enquiries concluded within 28 days was {v('enquiries', YEAR)}; this month's is {v('enquiries')}.",
    "Rates per 10,000 fell: 65 per 10,000 children were in care, against 70 per 10,000 in England.",
)
"""Each holds for the county in March 2025."""
