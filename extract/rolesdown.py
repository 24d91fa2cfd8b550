"""Which column of a table says what the figures of each row are."""

from __future__ import annotations

from extract.cellfacts import text_of
from extract.context import Placed, once_a_table
from extract.rowroles import TELLS, row_label_role
from extract.tablecolumns import lone_text


@once_a_table
def role_column(placed: Placed) -> int | None:
    """The column whose cells say what the figures of each row are.

    Returns:
        None unless nearly all its cells do, in two kinds or more, each again and again, beside a column of names.
    """
    layout = placed.layout
    named = layout.name_column
    rows = [row for row in layout.matrix[layout.body :] if lone_text(row) is None]
    if named is None or len(rows) < 2:
        return None
    for column in layout.columns:
        if column.index == named.index:
            continue
        texts = [text_of(row[column.index]) for row in rows]
        said = [t for t in texts if t]
        roles = [r for t in said if (r := row_label_role(t)) is not None]
        if len(said) >= 2 and len(roles) >= 0.9 * len(said) and "result" in roles and set(roles) & TELLS:
            return column.index
    return None
