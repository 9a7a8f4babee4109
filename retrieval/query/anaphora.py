"""Does a question lean on what was said before it? The question alone says so.

"When did she pass it?" leans: nothing in it says who or what. "What did Kim say when she met her sister?" does not lean
by its "she" and "her", for a name stands before them. What has a subject of its own and no such word is fresh.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.stopwords import AUXILIARIES, DETERMINERS, QUESTIONS, STOP_WORDS
from retrieval.query.parser import Question

TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*|,")
FEW = 1  # full needs of a question that may still be only the rest of one


class Leaning(NamedTuple):
    """The words of one language by which a question leans, in lower case."""

    opener: regex.Pattern[str]  # how a question begins that completes the one before
    asking: frozenset[str]  # what makes a question of its own: question words and auxiliaries
    questions: frozenset[str]  # the question words among them
    people: frozenset[str]  # stand for one person
    several: frozenset[str]  # stand for several people, or things
    things: frozenset[str]  # stand for a thing
    possessives: frozenset[str]  # those that may stand for what is named in the same clause
    clauses: frozenset[str]  # begin a further clause
    subjects: frozenset[str]  # stand before a noun that things may stand for
    pointers: frozenset[str]  # point to what was said
    idle: regex.Pattern[str]  # where any of these words stand for nothing
    conjunction: frozenset[str]  # point to nothing after a word that tells something: "the rule that Harris announced"
    vague: frozenset[str]  # say that something went before, where the question has no subject of its own


ENGLISH = Leaning(
    opener=regex.compile(
        r"\W*(?:(?:ok|okay|oh|so|well|yes|yeah|no|hm+|cool|nice|great|thanks|alright|right)\b\W*)*"
        r"(?P<opens>(?:and|or|but|what about|how about|what of)\b\W*)?",
        regex.IGNORECASE,
    ),
    asking=frozenset(f"{QUESTIONS} {AUXILIARIES} s whos whats whens wheres hows".split()),
    questions=frozenset(f"{QUESTIONS} whos whats whens wheres hows".split()),
    people=frozenset("she he her him his hers shes hes".split()),
    several=frozenset("they them their theirs theyre theyve".split()),
    things=frozenset("it its".split()),
    possessives=frozenset("her his its their".split()),
    clauses=frozenset(
        ", when while after before because since if and but or until although as than where who that".split()
    ),
    subjects=frozenset(f"{AUXILIARIES} {DETERMINERS}".split()),
    pointers=frozenset("this that these those there then thats".split()),
    idle=regex.compile(
        r"\bit (?:takes?|took|means?|costs?) (?=\w)|\bit (?:\w+ )?(?:true|possible|legal|known|important|allowed)\b"
        r"|\b(?:time|day) is it\b|\bthis (?:year|month|week|morning|evening|time)\b|\bthese days\b"
        r"|\bthose (?:who|that|with|in|from|whose|of)\b|\b(?:so|all|now|some|every\w+|any\w+) that (?=\w)"
        r"|\bthere (?:is|are|was|were|has|have|be)\b|^\W*(?:is|are|was|were) there\b"
        r"|\b(?:is|are|was|were) there (?!with|when|at|in|on|for|before|after|too)(?=\w)"
        r"|\bhow (?:many|much)\b.* there (?=\w)|(?<=\w )then (?=\w)",
        regex.IGNORECASE,
    ),
    conjunction=frozenset({"that"}),
    vague=frozenset("else other others another more also next afterwards later same one ones".split()),
)


def leans(question: Question, words: Leaning = ENGLISH) -> bool:
    """Whether the question cannot be understood without the one before it.

    Where the question's names are marked it leans by the same words or fewer.
    """
    said = list(_said(question, words))
    points = any(_points(said, at, words) for at in range(len(said)))
    if question.is_small_talk:
        return points and any(each.text in words.people | words.several for each in said)
    return points or completes(question, words) or _is_a_rest(question, said, words)


def is_of_people(question: Question, words: Leaning = ENGLISH) -> bool:
    """Whether all that the question points to is one person or another: "When did she meet him?"."""
    said = list(_said(question, words))
    pointing = [said[at].text for at in range(len(said)) if _points(said, at, words)]
    return bool(pointing) and words.people.issuperset(pointing)


def completes(question: Question, words: Leaning = ENGLISH) -> bool:
    """Whether the question only puts something else into the one before: "And Trump?", "What about loans?"."""
    opener = words.opener.match(question.text)
    return bool(opener and opener["opens"])


def asks(question: Question, words: Leaning = ENGLISH) -> bool:
    """Whether the question, its opener left out, is one by itself: "And when?", not "And Trump?"."""
    opener = words.opener.match(question.text)
    rest = question.text[opener.end() :] if opener else question.text
    return any(token.casefold() in words.asking for token in TOKEN.findall(rest))


class _Said(NamedTuple):
    """A word of the question, in lower case; whether it is part of a name, and whether it stands for nothing."""

    text: str
    is_name: bool
    is_idle: bool

    @property
    def tells(self) -> bool:
        """Whether it is a word that tells something."""
        return self.text not in STOP_WORDS and self.text != ","


def _said(question: Question, words: Leaning) -> Iterator[_Said]:
    text = question.text
    names = {need.text for need in question.needs if need.is_name}
    idle = [match.span() for match in words.idle.finditer(text)]
    for match in TOKEN.finditer(text):
        is_capital = match.start() > 0 and match[0][0].isupper() and not text.isupper()
        is_name = match[0] in names or (is_capital and match[0].casefold() not in STOP_WORDS)
        is_idle = any(start <= match.start() < end for start, end in idle)
        yield _Said(match[0].casefold(), is_name, is_idle)


def _points(said: Sequence[_Said], at: int, words: Leaning) -> bool:
    """Whether the word at that place stands for something that the question does not name."""
    word, before = said[at], said[at - 1] if at else None
    if word.is_idle or word.text not in words.people | words.several | words.things | words.pointers:
        return False
    if word.text in words.conjunction:
        return at == len(said) - 1 or before is None or not before.tells
    return word.text in words.pointers or not _is_named(said, at, words)


def _is_named(said: Sequence[_Said], at: int, words: Leaning) -> bool:
    """Whether what a pronoun stands for is named before it: in an earlier clause, or for a possessive in its own."""
    follows = said[at + 1] if at + 1 < len(said) else None
    is_possessive = said[at].text in words.possessives and follows is not None and follows.tells
    clauses = [place for place in range(at) if said[place].text in words.clauses]
    end = at if is_possessive else max(clauses, default=0)
    return any(_may_be_meant(said, place, said[at].text, words) for place in range(end))


def _may_be_meant(said: Sequence[_Said], place: int, pronoun: str, words: Leaning) -> bool:
    """Whether the word there may be what the pronoun stands for: a name, or for things a noun after "the" or "did"."""
    is_subject = place > 0 and said[place].tells and said[place - 1].text in words.subjects
    return said[place].is_name or (pronoun not in words.people and is_subject)


def _is_a_rest(question: Question, said: Sequence[_Said], words: Leaning) -> bool:
    """Whether the question has too little of its own: "How many women?", "Who else?", "Why?"."""
    full = sum(need.lightness == 1 for need in question.needs)
    spoken = {each.text for each in said}
    is_question, is_vague = not spoken.isdisjoint(words.questions), not spoken.isdisjoint(words.vague)
    if any(each.is_name for each in said) or full > FEW or not (is_question or is_vague):
        return False
    is_clause = not spoken.isdisjoint(words.asking - words.questions)
    return not full or is_vague or not is_clause
