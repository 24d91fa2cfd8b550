"""Makes a dealt layout: the file of a seed, and its truth."""

from __future__ import annotations

from pathlib import Path

from . import dealt_office, dealt_pdf
from .dealt import Dealer, plan_of
from .dealt import Plan as Plan
from .score import Case
from .tools import browser_pdf, office_pdf

IN_PROCESS = ("pdf", "pdf", "word", "sheet")
"""Producers that need no other program."""
PRINTED = ("office", "web")
_SUFFIX = {"pdf": "pdf", "word": "docx", "sheet": "xlsx", "office": "docx", "web": "html"}


def make(seed: int, folder: Path, producers: tuple[str, ...] = IN_PROCESS) -> tuple[Plan, Case]:
    """Write the document of a seed.

    Args:
        seed: Any number; the same seed and producers give the same document.
        folder: Where to write it.
        producers: Those to draw from.

    Returns:
        Its plan, and its truth with its path.
    """
    plan = plan_of(seed, producers)
    path = folder / f"dealt_{seed}_{plan.producer}.{_SUFFIX[plan.producer]}"
    deck = Dealer(plan, path).dealt()
    if plan.producer == "pdf":
        dealt_pdf.draw(deck, path)
    elif plan.producer in {"word", "office"}:
        dealt_office.word(deck, path)
    elif plan.producer == "sheet":
        dealt_office.sheet(deck, path)
    else:
        dealt_office.web(deck, path)
    case = deck.case
    if plan.producer == "office":
        case.path = office_pdf(path)
    elif plan.producer == "web":
        case.path = browser_pdf(path)
    return plan, case
