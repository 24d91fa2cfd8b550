"""The action plan carried forward: open actions of the last plan, each with a place for its progress and RAG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draft.controls import Slot
from draft.drafting import Options, Plan
from draft.figures import Reader, month_label
from draft.method import PAPER, glossary
from draft.outline import Outline
from draft.progress_report import paper_view
from draft.template import Mark, Marks
from draft.todo import Entry
from records import InputError

if TYPE_CHECKING:
    from extract import Action

_CARRIED = re.compile(
    r"carr(?:y|ied)\s+forward|continue|on-?going|remain|next\s+(?:action\s+)?plan|follow(?:ed)?\s+up|further\s+(?:action|work)",
    re.I,
)
# Said of the action itself: its status opens with the word, or a sentence has the action (or task) as its subject.
_ENDED_WORDS = (
    r"(?:withdrawn|superseded|cancelled|discontinued|abandoned|merged\s+(?:into|with)|replaced\s+by|transferred\s+to"
    r"|no\s+longer\s+(?:an?\s+|to\s+be\s+|being\s+)?(?:agreed|required|relevant|applicable|needed|pursued|taken|in\s+scope|going\s+ahead))"
)
_ENDED = re.compile(
    rf"^\W*(?:(?:this|the)\s+)?(?:(?:action|task|objective|measure|item)\s+)?"
    rf"(?:(?:has|have)\s+(?:now\s+)?been\s+|(?:is|was)\s+(?:now\s+)?|now\s+)?{_ENDED_WORDS}\b"
    rf"|\b(?:action|task|objective)\s+(?:(?:has|have)\s+(?:now\s+)?been|is|was)\s+(?:now\s+)?{_ENDED_WORDS}\b"
    r"|no\s+longer\s+(?:an\s+)?agreed",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ActionView:
    """One open action."""

    task: str
    target: str
    last_progress: str
    last_rag: str
    progress: str
    rag: Mark | str


@dataclass(frozen=True, slots=True)
class ActionSection:
    """Open actions under one heading."""

    title: str
    actions: Sequence[ActionView]


def plan(options: Options, outline: Outline, reader: Reader) -> Plan:
    """Plan an action plan from the last one.

    Raises:
        InputError: If no last plan is given, or none of its actions was understood.
    """
    from extract import extract_file

    if options.last is None:
        raise InputError(
            "an action plan is carried forward from the last one",
            next_step="Give it: panelpaper draft action-plan LAST.docx --period 2017-03",
        )
    extraction = (options.read or extract_file)(options.last)
    if not extraction.actions:
        raise InputError(
            "no action was found in the last plan",
            where=str(options.last),
            next_step="Look at what was read with: panelpaper extract FILE",
        )
    marks = Marks()
    sections: dict[str, list[ActionView]] = {}
    entries: list[Entry] = []
    for action in extraction.actions:
        if is_open(action):
            view = _view(action)
            sections.setdefault(action.section or "Actions", []).append(view)
            entries.append(
                Entry(
                    "words needed", _name(action), "progress and RAG of this action",
                    old=f"{view.last_rag}: {action.progress}", source=str(action.source),
                    next_step="Write them in the plan.",
                )
            )  # fmt: skip
        else:
            said = action.rag_comment or (action.progress if action.rag != "green" else "Green")
            entries.append(Entry("note", _name(action), f"{why_ended(action)}: left out of the new plan", old=said))
    title = f"Action plan: {outline.title}"
    paper, fill_ins = paper_view(options, outline, [], marks, title)
    texts = [a.task + a.target for section in sections.values() for a in section]
    context = {
        "paper": paper,
        "sections": [ActionSection(name, actions) for name, actions in sections.items()],
        "period": marks.mark(Slot(PAPER, "period", "period", options.day, month_label(options.day))),
        "source": extraction.publication.document,
        "method": [],
        "glossary": [{"term": t, "meaning": m} for t, m in glossary(texts)],
    }
    header = [e for e in fill_ins if e.where != "header, Update"]
    return Plan(options, title, (), context, marks, (*entries, *header))


def is_open(action: Action) -> bool:
    """Whether an action goes on: neither green nor withdrawn, or said to go on."""
    ended = action.rag == "green" or _withdrawn(action)
    return not ended or bool(_CARRIED.search(action.rag_comment))


def why_ended(action: Action) -> str:
    """Why an action that does not go on has ended."""
    return "withdrawn" if _withdrawn(action) else "completed"


def _withdrawn(action: Action) -> bool:
    return any(_ENDED.search(text) for text in (action.rag_comment, action.rag_printed, action.progress))


def _view(action: Action) -> ActionView:
    rag = action.rag.capitalize() if action.rag else "none"
    return ActionView(
        action.task or "[task as above]",
        action.target or "[target needed]",
        action.progress or "[none given]",
        f"{rag}{': ' + action.rag_comment if action.rag_comment else ''}",
        "[progress needed]",
        "[RAG needed]",
    )


def _name(action: Action) -> str:
    return f"{action.section}: {action.task[:80]}" if action.section else action.task[:80]
