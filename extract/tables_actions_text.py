"""Action plans in text copies, where every line of print is a row and merged cells are blanks."""

from __future__ import annotations

from dataclasses import replace

from extract.cellfacts import leading_rag, source_of, text_of
from extract.context import Context, Placed
from extract.extraction import Action
from extract.tables_actions import ActionColumns
from extract.vocabulary import fold, one_line
from records import Unread

_SEE_THE_TABLE = "Look at the table in the original: the copy as text does not show which cells are merged."


def read_text_actions(
    context: Context, placed: Placed, columns: ActionColumns, section: str, before: list[Action]
) -> list[Action]:
    """Read an action plan of a text copy: lines of one action are put together again.

    A new action begins where the status column opens with a colour, or where every column begins a sentence.
    A task that goes on (no capital) or is blank belongs to the task above.

    Args:
        context: Gathers places.
        placed: The table.
        columns: From `action_columns`.
        section: Heading the table stands under.
        before: Actions read so far; the last one may go on here.

    Returns:
        The new actions; where the first lines belong to the last action of `before`, that one is replaced there.
    """
    layout = placed.layout
    actions = list(before)
    kept = len(actions)
    header = [fold(text_of(c)) for c in layout.matrix[layout.body - 1]] if layout.body else []
    for r in range(layout.body, len(layout.matrix)):
        cells = layout.matrix[r]
        if header and [fold(text_of(c)) for c in cells] == header:
            continue
        task, target, progress, rag = (
            text_of(cells[i]) if i is not None else ""
            for i in (columns.task, columns.target, columns.progress, columns.rag)
        )
        if not any((task, target, progress, rag)):
            continue
        last = actions[-1] if actions and actions[-1].section == section else None
        if last is not None and _goes_on(last, task, target, progress, rag):
            if not task and not rag and _opens_another(last, target, progress):
                first = next(c for c in cells if c is not None)
                where = source_of(context.document, placed.grid, first, row=r)
                why = (
                    f"may be a second row of action {last.row} in '{section}': a target and its progress with no status"
                )
                context.unread.append(Unread("rag", why, where, f"{target} | {progress}", _SEE_THE_TABLE))
            actions[-1] = _grown(last, task, target, progress, rag)
            _share_task(actions, task)
            continue
        opened = leading_rag(rag)
        colour, printed, comment = opened if opened is not None else ("", "", rag)
        own = bool(task) and not _in_mid_sentence(task)
        merged = last is not None and not own
        whole = one_line(f"{last.task} {task}") if merged and last is not None else task
        first = next(c for c in cells if c is not None)
        number = sum(a.section == section for a in actions) + 1
        taken_target = not target and last is not None and bool(progress) and not own
        actions.append(
            Action(
                section=section,
                row=number,
                task=whole,
                target=last.target if taken_target and last is not None else target,
                progress=progress,
                rag=colour,
                rag_comment=comment,
                source=source_of(context.document, placed.grid, first, row=r),
                rag_printed=printed,
                task_merged=merged,
                target_merged=taken_target,
            )
        )
        if merged and task:
            _share_task(actions, task)
    before[:] = actions[:kept]
    return actions[kept:]


def _goes_on(last: Action, task: str, target: str, progress: str, rag: str) -> bool:
    opened = leading_rag(rag)
    if opened is not None:
        # The colour may stand a line below the words it belongs to.
        return not last.rag and not last.rag_printed and bool(task) and _in_mid_sentence(task)
    starts = [t for t in (task, target, progress, rag) if t]
    whole = len(starts) >= 3 and bool(target) and bool(rag)
    return not (whole and not any(_in_mid_sentence(t) for t in starts))


def _opens_another(last: Action, target: str, progress: str) -> bool:
    """Whether target and progress both begin a sentence after one that ended: perhaps a row under a merged status."""
    ended = last.progress.rstrip().endswith((".", "!", "?"))
    return ended and bool(last.rag_printed) and all(t and t.lstrip("'\"(“‘")[:1].isupper() for t in (target, progress))


def _in_mid_sentence(text: str) -> bool:
    first = text.lstrip("'\"(“‘")[:1]
    return first.islower() or first in {",", ";", ")"}


def _grown(action: Action, task: str, target: str, progress: str, rag: str) -> Action:
    opened = leading_rag(rag)
    colour, printed, comment = opened if opened is not None else (action.rag, action.rag_printed, rag)
    return replace(
        action,
        task=one_line(f"{action.task} {task}"),
        target=one_line(f"{action.target} {target}"),
        progress=one_line(f"{action.progress} {progress}"),
        rag=colour,
        rag_printed=printed,
        rag_comment=one_line(f"{action.rag_comment} {comment}"),
    )


def _share_task(actions: list[Action], task: str) -> None:
    """Give words of a task that runs over several actions to all of them."""
    if not task:
        return
    i = len(actions) - 1
    while i > 0 and actions[i].task_merged:
        i -= 1
        if actions[i].section != actions[-1].section:
            break
        actions[i] = replace(actions[i], task=one_line(f"{actions[i].task} {task}"))
