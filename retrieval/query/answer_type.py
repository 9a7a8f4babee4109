"""What kind of answer is asked for, and does a sentence have one? A number, a time, a person, a place, a reason."""

import re
from collections.abc import Mapping
from enum import StrEnum

import regex


class Kind(StrEnum):
    """What an answer must have in it beside the question's words."""

    ANY = "any"
    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"


TYPE = re.compile(r"\b(?:what|which) (?P<noun>\w+)(?= (?!of\b))", re.IGNORECASE)
ASKED = {
    Kind.NUMBER: re.compile(
        r"\bhow (?:many|much|long|far|often|tall|big|large|high|old|deep|wide|heavy|fast)\b"
        r"|\b(?P<word>number) of\b|\b(?:what|which) percent(?:age)?\b",
        re.IGNORECASE,
    ),
    Kind.TIME: re.compile(
        r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?P<word>year|date|day|month|time|century|decade)\b", re.IGNORECASE
    ),
    Kind.PLACE: re.compile(
        r"\bwhere\b|\b(?:what|which) (?P<word>city|country|state|town|place|county|region)\b", re.IGNORECASE
    ),
    Kind.PERSON: re.compile(r"\b(?:who|whom|whose)\b|\b(?P<word>names?)\b", re.IGNORECASE),
    Kind.REASON: re.compile(
        r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:\w+ )?(?:reason|caused?|causes)\b", re.IGNORECASE
    ),
}
THERE: Mapping[Kind, re.Pattern[str] | regex.Pattern[str]] = {
    Kind.NUMBER: re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half"
        r"|dozens?|hundreds?|thousands?|millions?|billions?|several|once|twice)\b",
        re.IGNORECASE,
    ),
    Kind.TIME: re.compile(
        r"\b(?:1\d|20)\d\ds?\b|\b(?:January|February|March|April|May|June|July|August|September|October|November"
        r"|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]oday|ago|century|noon|midnight"
        r"|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|(?:[Ll]ast|[Nn]ext|[Pp]revious) (?:day|week|month|year))\b"
    ),
    Kind.PERSON: regex.compile(r"\p{Lu}[\p{L}$.’'-]+ (?:\p{Lu}[\p{L}$.’'-]*\.? )*\p{Lu}[\p{L}$’'-]+"),
    Kind.PLACE: regex.compile(
        r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Oo]f|[Tt]hrough|[Aa]cross|[Oo]n|[Aa]n?) (?:the )?\p{Lu}\p{L}+"
    ),
    Kind.REASON: re.compile(
        r"\b(?:because|due|since|so|therefore|thus|reasons?|caus(?:e[ds]?|ing)|owing|in order|prevent\w*|avoid\w*)\b",
        re.IGNORECASE,
    ),
}
YEAR = re.compile(r"\b(?:1\d|20)\d\ds?\b")


def kind_of(question: str) -> tuple[Kind, str]:
    """The kind of answer that the question asks for, and the noun that says so ("year"), or an empty string."""
    for kind, asks in ASKED.items():
        if found := asks.search(question):
            return kind, found.groupdict().get("word") or ""
    return Kind.ANY, ""


def type_noun(question: str) -> str:
    """The noun after "what" or "which", such as "brand", or an empty string: answers are of it and seldom say it."""
    found = TYPE.search(question)
    return found["noun"] if found else ""


def has_kind(kind: Kind, sentence: str) -> bool:
    """Whether the sentence has something of that kind."""
    return kind in THERE and THERE[kind].search(sentence) is not None


def has_year(sentence: str) -> bool:
    """Whether the sentence has a year, from 1000 to 2099."""
    return YEAR.search(sentence) is not None
