"""The action plan: tasks, targets and progress with R/A/G, its percentages worked out from its counts."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from _word import RAG_FILL, Paper, fill_runs, shade
from facts import COUNCIL, fixed

# done and planned, by subject: the only counts the plan prints
COUNTS = {
    "families": (164, 150), "meetings": (71, 90), "carers": (31, 40), "sibling": (4, 10), "rooms": (58, 56),
    "plans": (471, 531), "training": (112, 120), "days": (2, 2),
}  # fmt: skip


def share(key: str) -> str:
    """Done as a percentage of planned."""
    done, planned = COUNTS[key]
    return fixed(Fraction(done, planned) * 100, 1) + "%"


def _done(key: str) -> str:
    return f"{COUNTS[key][0]} of {COUNTS[key][1]}"


# section -> rows of (task, target, progress, rag, words beside the colour); an empty task or target carries on from above
PLAN: dict[str, list[tuple[str, str, str, str, str]]] = {
    "1. Help early, so that children can stay at home": [
        ("Offer twelve weeks of intensive help to families on the edge of care, with one worker whom the family knows by name and who stays with them to the end.",
         f"{COUNTS['families'][1]} families by March 2025.", f"{COUNTS['families'][0]} families have been helped, {share('families')} of the number planned.", "green", "Target met"),
        ("", "Every family has a plan within ten working days.", "All plans were written in time except in the two weeks after the new case system came in.", "amber", "Recovered by June 2024"),
        ("Hold a family group meeting before any child comes into care.", f"{COUNTS['meetings'][1]} meetings in the year.",
         f"{COUNTS['meetings'][0]} meetings were held, {share('meetings')} of the plan.\nTwo area teams have no coordinator yet.", "amber", "Coordinators start in May 2025"),
    ],
    "2. Enough homes in the right places": [
        ("Recruit foster carers, above all for brothers and sisters who should live together and for teenagers.", f"{COUNTS['carers'][1]} new households.",
         f"{COUNTS['carers'][0]} households were approved ({share('carers')}); a further nine are being assessed.", "amber", "Campaign extended to West Vale"),
        ("", f"{COUNTS['sibling'][1]} households for brothers and sisters.", f"{COUNTS['sibling'][0]} of the new households can take brothers and sisters.", "red", "Carried over to the 2025/26 plan"),
        ("Agree one standard of housing with support for care leavers.", f"{COUNTS['rooms'][1]} rooms.", f"{COUNTS['rooms'][0]} rooms are in use.", "green", "Target met"),
    ],
    "3. Plans that do not drift": [
        ("Give every young person of 16 and over a pathway plan that is less than six months old.", "90% of young people.",
         f"{_done('plans')} young people have one ({share('plans')}).", "amber", "Two teams report weekly"),
        ("Train social workers in matching and in writing for the child to read.", f"{COUNTS['training'][1]} social workers.",
         f"{COUNTS['training'][0]} have been trained ({share('training')}). The last course was put off because its trainer was ill.", "amber", "Course on 4 June 2025"),
        ("Hold adoption activity days with neighbouring councils.", "Two days.", f"{COUNTS['days'][0]} days were held.", "green", "Target met"),
        ("Commission therapy through one framework.", "Decision by December 2024.", "Withdrawn: therapy is bought by the health board from April 2025.", "", "No longer part of the plan"),
    ],
}  # fmt: skip


def write_action_plan(path: Path) -> None:
    """The plan as a landscape Word document, one table a section, cells merged where a task has several targets."""
    paper = Paper("Action plan 2024/25", COUNCIL, landscape=True)
    paper.heading("Placement Sufficiency Strategy 2023-26: action plan 2024/25, progress at March 2025")
    widths = [7.0, 5.4, 8.4, 4.2]
    for section, rows in PLAN.items():
        paper.heading(section, 2)
        table = paper.table(widths, ["Task", "Targets", "Progress", "R/A/G"], fill="D9D9D9")
        above = None
        for task, target, progress, colour, words in rows:
            cells = paper.row(table, widths, [task, target, progress, ""])
            if task:
                above = cells[0]
            elif above is not None:
                above = above.merge(cells[0])
                for extra in above.paragraphs[1:]:
                    extra._p.getparent().remove(extra._p)
            if colour:
                shade(cells[3], RAG_FILL[colour])
                fill_runs(cells[3].paragraphs[0], colour.title(), bold=True, size=10)
                fill_runs(cells[3].add_paragraph(), words, size=10)
            else:
                fill_runs(cells[3].paragraphs[0], words, size=10)
    paper.save(path)
