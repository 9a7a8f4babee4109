"""How is the number of a list item written? In digits, as a letter, or in Roman digits."""

from string import ascii_lowercase

ALPHABET = len(ascii_lowercase)
ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)
LONGEST_ROMAN = 3_999


def numeral(number: int, style: str) -> str:
    """A number in a style that is called like "LowerAlpha", "upperroman" or "decimal"; letters end with "z"."""
    kind = style.lower()
    if ("alpha" in kind or "letter" in kind) and 1 <= number <= ALPHABET:
        written = ascii_lowercase[number - 1]
    elif "roman" in kind and 1 <= number <= LONGEST_ROMAN:
        written = _roman(number)
    else:
        written = str(number)
    return written.upper() if kind.startswith("upper") else written


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text.lower()
