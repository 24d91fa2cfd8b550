"""Action plans: tasks, targets, progress and a RAG status, with merged cells and rows broken over pages or lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.cellfacts import leading_rag, source_of, text_of
from extract.context import Context, Placed, once_a_table
from extract.document import Cell
from extract.extraction import Action
from extract.vocabulary import PROGRESS_WORDS, RAG_COLUMN, TARGET_WORDS, TASK_WORDS, fold, one_line, rag_colour


@dataclass(frozen=True, slots=True)
class ActionColumns:
    """Which columns of an action plan hold what; None where there is none."""

    task: int | None
    target: int | None
    progress: int | None
    rag: int | None


@once_a_table
def action_columns(placed: Placed) -> ActionColumns | None:
    """The columns of an action plan; None where the table is none."""
    columns = [c for c in placed.layout.columns if c.path]
    if len(columns) < 3:
        return None
    if sum(c.kinds["number"] * 2 > sum(c.kinds.values()) > 0 for c in columns) > 1:
        return None
    task = target = progress = rag = None
    for column in columns:
        s = fold(column.label)
        i = column.index
        if rag is None and RAG_COLUMN.search(s) and not re.search(r"\blatest result\b", s):
            rag = i
        elif task is None and TASK_WORDS.search(s) and not PROGRESS_WORDS.search(s):
            task = i
        elif progress is None and PROGRESS_WORDS.search(s):
            progress = i
        elif target is None and TARGET_WORDS.search(s):
            target = i
    if task is None or (progress is None and target is None) or (rag is None and progress is None):
        return None
    texts = [text_of(row[task]) for row in placed.layout.matrix[placed.layout.body :]]
    long = [t for t in texts if t]
    if not long or sum(len(t) for t in long) / len(long) < 20:
        return None
    return ActionColumns(task, target, progress, rag)


def columns_of_rest(placed: Placed, before: ActionColumns | None) -> ActionColumns | None:
    """The columns of a table that goes on from an action plan but lost its first column in a text copy."""
    if before is None or placed.layout.body or len(placed.layout.columns) != 3 or before.rag != 3:
        return None
    opens = [leading_rag(text_of(row[2])) for row in placed.layout.matrix]
    return ActionColumns(None, 0, 1, 2) if opens and opens[0] is not None else None


def read_actions(
    context: Context, placed: Placed, columns: ActionColumns, section: str, before: list[Action]
) -> list[Action]:
    """Read an action plan.

    Args:
        context: Gathers what was not understood.
        placed: The table.
        columns: From `action_columns`.
        section: Heading the table stands under.
        before: Actions read so far: rows of the same section count on, and a row without a task goes on from it.

    Returns:
        One Action for each row.
    """
    layout = placed.layout
    out: list[Action] = []
    same = [a for a in before if a.section == section]
    header = [fold(text_of(c)) for c in layout.matrix[layout.body - 1]] if layout.body else []
    for r in range(layout.body, len(layout.matrix)):
        cells = layout.matrix[r]
        if header and [fold(text_of(c)) for c in cells] == header:
            continue
        parts = _parts(cells, columns)
        if not any(parts.values()) and not any(c is not None and rag_colour(c.fill) for c in cells):
            continue
        so_far = same + out
        if so_far and _goes_on(parts):
            grown = _grown(so_far[-1], parts)
            if out:
                out[-1] = grown
            else:
                before[before.index(so_far[-1])] = grown
                same[-1] = grown
            continue
        out.append(_action(context, placed, columns, cells, r, section, so_far))
    return out


def _parts(cells: list[Cell | None], columns: ActionColumns) -> dict[str, str]:
    def text(i: int | None) -> str:
        cell = cells[i] if i is not None else None
        return cell.text if cell is not None else ""

    return {
        "task": text(columns.task),
        "target": text(columns.target),
        "progress": text(columns.progress),
        "rag": text(columns.rag),
    }


def _goes_on(parts: dict[str, str]) -> bool:
    """Whether a row is the rest of the row above it."""
    rag = leading_rag(parts["rag"])
    # A row broken by a page without its words: only a comment is left, and no colour opens it.
    only_rag = parts["rag"].strip() and not any(parts[k].strip() for k in ("task", "target", "progress"))
    if only_rag and rag is None:
        return True
    left = [k for k in ("task", "target", "progress", "rag") if parts[k].strip()]
    return left == ["task"] or (bool(left) and all(re.match(r"[a-z(]", parts[k].strip()) for k in left) and rag is None)


def _grown(action: Action, parts: dict[str, str]) -> Action:
    def add(old: str, new: str) -> str:
        return one_line(f"{old} {new}") if new.strip() else old

    task = action.task if action.task_merged else add(action.task, parts["task"])
    return replace(
        action,
        task=task,
        target=add(action.target, parts["target"]),
        progress=add(action.progress, parts["progress"]),
        rag_comment=add(action.rag_comment, parts["rag"]),
    )


def _action(
    context: Context,
    placed: Placed,
    columns: ActionColumns,
    cells: list[Cell | None],
    r: int,
    section: str,
    so_far: list[Action],
) -> Action:
    def cell(i: int | None) -> Cell | None:
        return cells[i] if i is not None else None

    task, target, progress, rag = (cell(i) for i in (columns.task, columns.target, columns.progress, columns.rag))
    merged = {k: c is not None and c.row < r for k, c in (("task", task), ("target", target), ("rag", rag))}
    spanned = any(c.rowspan > 1 for c in placed.grid.cells)
    task_text, target_text = text_of(task), text_of(target)
    last = so_far[-1] if so_far else None
    # A table without merged cells: a blank task or target stands for the one above.
    if last is not None and not spanned and placed.grid.page is None:
        if not task_text:
            task_text, merged["task"] = last.task, True
            if not target_text and text_of(progress):
                target_text, merged["target"] = last.target, True
    elif last is not None and not task_text and not merged["task"]:
        task_text, merged["task"] = last.task, True
    colour, printed, comment = "", "", text_of(rag)
    if rag is not None:
        opened = leading_rag(rag.text)
        fill = rag_colour(rag.fill)
        if opened is not None:
            colour, printed, comment = opened
            if fill and fill != colour:
                context.rag_fills[source_of(context.document, placed.grid, rag, column="", row=r)] = fill
        elif fill:
            colour = fill
    for c in (task, target, progress, rag):
        if c is not None and not re.search(r"\d", c.text):
            context.mark(placed, c)
    first = next((c for c in cells if c is not None and c.row == r), cells[0])
    assert first is not None
    return Action(
        section=section,
        row=len(so_far) + 1,
        task=task_text,
        target=target_text,
        progress=text_of(progress),
        rag=colour,
        rag_comment=comment,
        source=source_of(context.document, placed.grid, first, row=r),
        rag_printed=printed,
        task_merged=merged["task"],
        target_merged=merged["target"],
        rag_merged=merged["rag"],
    )
