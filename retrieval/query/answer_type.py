"""Which type of answer is asked for, and does a sentence have one? A number, time, person, place or reason.

The patterns are English; a question in another language expects any type.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

import regex


class AnswerType(StrEnum):
    """What an answer must contain, besides the question's words."""

    ANY = "any"
    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"


TYPE_NOUN = re.compile(r"\b(?:what|which) (?P<noun>\w+)(?= (?!of\b))", re.IGNORECASE)
QUESTION_PATTERNS = {
    AnswerType.NUMBER: re.compile(
        r"\bhow (?:many|much|long|far|often|tall|big|large|high|old|deep|wide|heavy|fast)\b"
        r"|\b(?P<word>number) of\b|\b(?:what|which) percent(?:age)?\b",
        re.IGNORECASE,
    ),
    AnswerType.TIME: re.compile(
        r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?P<word>year|date|day|month|time|century|decade)\b", re.IGNORECASE
    ),
    AnswerType.PLACE: re.compile(
        r"\bwhere\b|\b(?:what|which) (?P<word>city|country|state|town|place|county|region)\b", re.IGNORECASE
    ),
    AnswerType.PERSON: re.compile(r"\b(?:who|whom|whose)\b|\b(?P<word>names?)\b", re.IGNORECASE),
    AnswerType.REASON: re.compile(
        r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:\w+ )?(?:reason|caused?|causes)\b", re.IGNORECASE
    ),
}
ANSWER_PATTERNS: Mapping[AnswerType, re.Pattern[str] | regex.Pattern[str]] = {
    AnswerType.NUMBER: re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half"
        r"|dozens?|hundreds?|thousands?|millions?|billions?|several|once|twice)\b",
        re.IGNORECASE,
    ),
    AnswerType.TIME: re.compile(
        r"\b(?:1\d|20)\d\ds?\b|\b(?:January|February|March|April|May|June|July|August|September|October|November"
        r"|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]oday|ago|century|noon|midnight"
        r"|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|(?:[Ll]ast|[Nn]ext|[Pp]revious) (?:day|week|month|year))\b"
    ),
    AnswerType.PERSON: regex.compile(  # bounded, so that pages of initials take linear time
        r"\p{Lu}[\p{L}$.’'-]{1,40} (?:\p{Lu}[\p{L}$.’'-]{0,40} ){0,5}\p{Lu}[\p{L}$’'-]"
    ),
    AnswerType.PLACE: regex.compile(
        r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Oo]f|[Tt]hrough|[Aa]cross|[Oo]n|[Aa]n?) (?:the )?\p{Lu}\p{L}+"
    ),
    AnswerType.REASON: re.compile(
        r"\b(?:because|due|since|so|therefore|thus|reasons?|caus(?:e[ds]?|ing)|owing|in order|prevent\w*|avoid\w*)\b",
        re.IGNORECASE,
    ),
}
YEAR = re.compile(r"\b(?:1\d|20)\d\ds?\b")


def expected_answer_type(question: str) -> tuple[AnswerType, str]:
    """The type of answer that the question expects, and the noun that names it, such as "year"; empty without one."""
    for answer_type, pattern in QUESTION_PATTERNS.items():
        if match := pattern.search(question):
            return answer_type, match.groupdict().get("word") or ""
    return AnswerType.ANY, ""


def type_noun(question: str) -> str:
    """The noun after "what" or "which", such as "brand", which answers rarely repeat; empty without one."""
    match = TYPE_NOUN.search(question)
    return match["noun"] if match else ""


def has_answer_of(answer_type: AnswerType, sentence: str) -> bool:
    """Whether the sentence contains something of this type; never for `ANY`."""
    return answer_type in ANSWER_PATTERNS and ANSWER_PATTERNS[answer_type].search(sentence) is not None


def has_year(sentence: str) -> bool:
    """Whether the sentence contains a year from 1000 to 2099."""
    return YEAR.search(sentence) is not None
