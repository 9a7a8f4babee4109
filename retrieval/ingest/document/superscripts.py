"""How are superscripts and subscripts written in plain text? As Unicode characters: 10⁶ must never read 106."""

SUPERSCRIPTS = str.maketrans("0123456789+-=()n−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁻")
SUBSCRIPTS = str.maketrans("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")


def superscript(text: str) -> str:
    """The text in superscript characters if Unicode has all of them; else unchanged, such as "th" in "19th"."""
    return _translate(text, SUPERSCRIPTS)


def subscript(text: str) -> str:
    """The text in subscript characters if Unicode has all of them; else unchanged."""
    return _translate(text, SUBSCRIPTS)


def _translate(text: str, table: dict[int, int]) -> str:
    return text.translate(table) if all(ord(character) in table for character in text.strip()) else text
