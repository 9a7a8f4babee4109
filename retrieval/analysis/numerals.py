"""How are numbers and months written in English? "eleven", "eleventh" and "11th" become 11, and "Apr." "April".

"First", "second" and "third" stay words, because a second is a time and a third a part; "1st" is both 1 and "first".
"""

import regex

ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
""".split()
ORDINALS = """
zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth
""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()
VALUES = {
    **{word: value for words in (ONES, ORDINALS) for value, word in enumerate(words)},
    **{word: 10 * ten for words in (TENS, TENTHS) for ten, word in enumerate(words, start=2)},
    **{
        f"{tens}{words[one]}": 10 * ten + one
        for ten, tens in enumerate(TENS, start=2)
        for words in (ONES, ORDINALS)
        for one in range(1, 10)
    },
}
"""Number word, without hyphen → its value."""

ORDINAL_WORDS = {"1st": "first", "2nd": "second", "3rd": "third"}
MONTH = "May"  # with a capital, even at the beginning of a sentence; in lower case it is a stop word

NUMERAL = regex.compile(r"(\d+)(?:st|nd|rd|th)")
MONTHS: dict[str, str] = dict(
    entry.split(":")
    for entry in """
jan:january feb:february apr:april jun:june jul:july aug:august sep:september sept:september oct:october nov:november
dec:december
""".split()
)
"""Abbreviation → month; without "mar", which is part of names."""


NUMBERS = {word: str(value) for word, value in VALUES.items() if word not in ORDINAL_WORDS.values()}
"""Number word, without hyphen → the number in digits."""


def ordinal_digits(word: str) -> str | None:
    """The digits of a lower-case ordinal such as "11th"; `None` for any other word."""
    match = NUMERAL.fullmatch(word)
    return match[1] if match else None
