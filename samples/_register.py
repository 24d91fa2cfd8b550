"""The county's own register: the starter register's keys with Wealdshire's names, targets and bands.

Left out on purpose, so that a person has something to decide: the new name of indicator 40 and the new indicator 45.
"""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

import json
from pathlib import Path

from _county import MEASURES
from _measures import GLANCE_NAMES
from _papers import CHART_WORDS
from _words import bandings
from facts import COUNCIL, COUNTY, SPECS, fixed

KEYS = {
    1: "referrals-repeat-12m", 2: "cfa-45-working-days", 3: "cfa-in-progress-overdue", 4: "cfa-children-seen", 5: "cin-with-plan",
    6: "cin-seen-28-days", 7: "cases-unallocated", 8: "pf-initial-visit-7-days", 9: "pf-new-visits-6-weeks", 10: "pf-existing-visits-in-time",
    11: "cp-current-18-months", 12: "cp-visits-in-time", 13: "cp-reviewed-in-time", 14: "cp-repeat-24-months", 15: "cp-ended-2-years",
    16: "s47-children-seen", 17: "icpc-15-working-days", 18: "icpc-leading-to-plan", 19: "cic-placement-stability-3plus",
    20: "cic-same-placement-2-years", 21: "cic-foster-care-kcc", 22: "cic-within-20-miles", 23: "cic-review-participation",
    24: "cic-reviewed-in-time", 25: "cic-dental-in-time", 26: "cic-health-in-time", 27: "cic-same-worker-12m", 28: "adoption-plan-2nd-review",
    29: "adoption-days-to-family", 30: "adoption-days-to-match", 31: "adoption-share-leaving-care", 32: "cl-in-touch",
    33: "cl-suitable-accommodation", 34: "cl-eet", 35: "qa-audits-completed", 36: "qa-audits-good", 37: "qa-audits-inadequate",
    38: "qa-cp-reports-good", 39: "qa-cic-care-plans-good", 40: "staff-posts-permanent", 41: "staff-posts-agency", 42: "staff-caseload-cic",
    43: "staff-caseload-ait-fst", 44: "staff-caseload-fostering",
}  # fmt: skip

MEASURE_KEYS = {
    1: ("strategy-cic-number", "Citizen children in care at the end of the quarter", "related", "activity-lac", "citizen children only"),
    2: ("strategy-cl-suitable-accommodation", "Care leavers in touch with the service", "different", "cl-suitable-accommodation",
        "all care leavers there, only those in touch here: never compare the two"),
    3: ("strategy-within-20-miles", "Disabled children and children of the West Vale placed within 20 miles", "related", "cic-within-20-miles",
        "a number of children here, a percentage there"),
    4: ("strategy-same-placement-2-years", "Children in long term care", "same", "cic-same-placement-2-years", "the paper quotes the scorecard"),
    5: ("strategy-in-house-fostering", "Fostered children, without UASC", "narrower", "cic-foster-care-kcc", "without UASC here, all children there"),
    6: ("strategy-placement-moves-3plus", "Children in care", "same", "cic-placement-stability-3plus", "the paper quotes the scorecard"),
    7: ("strategy-days-to-adoption", "Children adopted in the year to date", "same", "adoption-days-to-family", "the paper quotes the scorecard"),
    8: ("strategy-permanent-fostering", "Children in permanent long term fostering", "", "", ""),
}  # fmt: skip

ACTIVITY = {
    "activity-caseloads": ("Caseloads", "Open cases"),
    "activity-referrals": ("Referrals",),
    "activity-cf-assessments": ("CF Assessments", "C&F assessments"),
    "activity-cp-plans": ("CP Plans", "Child protection plans"),
    "activity-cp-starts": ("CP Starts", "CP plans started"),
    "activity-cp-ends": ("CP Ends", "CP plans ended"),
    "activity-lac": ("Total LAC", "Children in care"),
    "activity-lac-uasc": ("UASC LAC", "of whom UASC"),
    "activity-lac-starts": ("LAC Starts", "Came into care"),
    "activity-lac-ends": ("LAC Ends", "Left care"),
    "activity-pf-cases": ("PF Cases", "Private fostering"),
}
FLOWS = {
    "activity-referrals",
    "activity-cf-assessments",
    "activity-cp-starts",
    "activity-cp-ends",
    "activity-lac-starts",
    "activity-lac-ends",
}


def _s(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a TOML string


def _labels(names: list[str], first: str) -> list[str]:
    return ["labels = [", *(f'  {{ text = {_s(n)}, first = "{first}" }},' for n in names), "]"]


def write_register(path: Path) -> None:
    """The register as a text file."""
    lines = [
        f"# The register of {COUNCIL} (invented): its children's services indicators, for the samples.",
        "# Keys are those of the starter register. Made by make_samples.py.",
        "",
        "format = 1",
        f"council = {_s(COUNCIL)}",
        "",
    ]
    for ident, key in KEYS.items():
        s = SPECS[ident]
        places = 0 if s.unit == "count" else 1
        lines += [f"[indicators.{key}]", f"name = {_s(s.name)}", *_labels([s.name], "2024-10"), f"section = {_s(s.section.capitalize())}",
                  f'unit = "{s.unit}"', f"places = {places}", f'polarity = "{s.polarity}"', f'basis = "{s.basis}"',
                  f'targets = {{ "2024/25" = "{fixed(s.target, places)}" }}']  # fmt: skip
        if s.polarity != "T":
            lines.append(f'bands = {{ "2024/25" = {_s(bandings(s))} }}')
        lines.append("")
    for m in MEASURES:
        key, population, kind, to, note = MEASURE_KEYS[m.number]
        names = [m.text, f"Measure {m.number}: {m.text}", GLANCE_NAMES[m.number], CHART_WORDS[m.number][1]]
        lines += [f"[indicators.{key}]", f"name = {_s(m.text)}", *_labels(names, "2025-02"), 'section = "Placement strategy"',
                  f"population = {_s(population)}", f'unit = "{m.unit}"', f"places = {0 if m.unit == 'count' else 1}",
                  f'polarity = "{m.polarity}"']  # fmt: skip
        if kind:
            lines.append(f'links = [{{ kind = "{kind}", to = "{to}", note = {_s(note)} }}]')
        lines.append("")
    for key, activity_names in ACTIVITY.items():
        lines += [f"[indicators.{key}]", f"name = {_s(activity_names[0])}", *_labels(list(activity_names), "2024-10"), 'section = "Activity"',
                  'unit = "count"', "places = 0", f'basis = "{"MS" if key in FLOWS else "SS"}"', ""]  # fmt: skip
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


__all__ = ["COUNTY", "KEYS", "MEASURE_KEYS", "write_register"]
