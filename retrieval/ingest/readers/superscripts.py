"""How do raised and lowered numbers stand in a line? As characters of their own: 10⁶ must never read 106."""

RAISED = str.maketrans("0123456789+-=()n−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁻")
LOWERED = str.maketrans("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")


def raised(text: str) -> str:
    """The text as superscript, where Unicode has all of it; else as it is, like "th" in 19th."""
    return _translated(text, RAISED)


def lowered(text: str) -> str:
    """The text as subscript, where Unicode has all of it; else as it is."""
    return _translated(text, LOWERED)


def _translated(text: str, table: dict[int, int]) -> str:
    return text.translate(table) if all(ord(character) in table for character in text.strip()) else text
