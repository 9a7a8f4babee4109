"""How do cells become a table?"""

from collections.abc import Sequence

Cells = Sequence[str]
"""A line of a table."""


def aligned(table: Sequence[Cells]) -> str:
    """The table for a terminal, the first column flush left, the others flush right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    sides = [str.ljust, *(str.rjust for _ in widths[1:])]
    return "\n".join(
        "  ".join(side(cell, width) for side, cell, width in zip(sides, row, widths, strict=True)) for row in table
    )


def piped(table: Sequence[Cells]) -> str:
    """The table in Markdown; its first line is the headings."""
    rule = ["---", *("---:" for _ in table[0][1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (table[0], rule, *table[1:]))
