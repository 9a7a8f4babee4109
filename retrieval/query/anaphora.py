"""Is this question a follow-up? Whether a question refers to the one before it, judged by the question alone.

"When did she pass it?" is a follow-up: its pronouns have no antecedent. "What did Kim say when she met her sister?" is
none, for the name before "she" and "her" is their antecedent.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.stopwords import AUXILIARIES, DETERMINERS, QUESTIONS, STOP_WORDS
from retrieval.query.parser import Question

TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*|,")
MOST_FULL_TERMS = 1  # query terms of full weight that a fragment may have


class FollowUpWords(NamedTuple):
    """The words of one language by which a follow-up is recognised, in lower case.

    Attributes:
        opener: matches the beginning of a question; its group `opens` is what only a follow-up begins with.
        question_openers: question words and auxiliaries, which a full question has.
        question_words: the question words among these.
        people: pronouns for one person.
        plurals: pronouns for several people or things.
        things: pronouns for one thing.
        possessives: pronouns whose antecedent may be in the same clause.
        clauses: words that begin a further clause.
        before_nouns: words before a noun that may be the antecedent of a thing.
        pointers: demonstratives, and adverbs that refer to something said before.
        expletives: matches where any of these words has no referent: "it takes", "there is".
        conjunctions: pointers that have no referent after a content word: "the rule that Harris announced".
        comparatives: words such as "else" that make a question without a subject a follow-up.
    """

    opener: regex.Pattern[str]
    question_openers: frozenset[str]
    question_words: frozenset[str]
    people: frozenset[str]
    plurals: frozenset[str]
    things: frozenset[str]
    possessives: frozenset[str]
    clauses: frozenset[str]
    before_nouns: frozenset[str]
    pointers: frozenset[str]
    expletives: regex.Pattern[str]
    conjunctions: frozenset[str]
    comparatives: frozenset[str]


ENGLISH = FollowUpWords(
    opener=regex.compile(
        r"\W*(?:(?:ok|okay|oh|so|well|yes|yeah|no|hm+|cool|nice|great|thanks|alright|right)\b\W*)*"
        r"(?P<opens>(?:and|or|but|what about|how about|what of)\b\W*)?",
        regex.IGNORECASE,
    ),
    question_openers=frozenset(f"{QUESTIONS} {AUXILIARIES} s whos whats whens wheres hows".split()),
    question_words=frozenset(f"{QUESTIONS} whos whats whens wheres hows".split()),
    people=frozenset("she he her him his hers shes hes".split()),
    plurals=frozenset("they them their theirs theyre theyve".split()),
    things=frozenset("it its".split()),
    possessives=frozenset("her his its their".split()),
    clauses=frozenset(
        ", when while after before because since if and but or until although as than where who that".split()
    ),
    before_nouns=frozenset(f"{AUXILIARIES} {DETERMINERS}".split()),
    pointers=frozenset("this that these those there then thats".split()),
    expletives=regex.compile(
        r"\bit (?:takes?|took|means?|costs?) (?=\w)|\bit (?:\w+ )?(?:true|possible|legal|known|important|allowed)\b"
        r"|\b(?:time|day) is it\b|\bthis (?:year|month|week|morning|evening|time)\b|\bthese days\b"
        r"|\bthose (?:who|that|with|in|from|whose|of)\b|\b(?:so|all|now|some|every\w+|any\w+) that (?=\w)"
        r"|\bthere (?:is|are|was|were|has|have|be)\b|^\W*(?:is|are|was|were) there\b"
        r"|\b(?:is|are|was|were) there (?!with|when|at|in|on|for|before|after|too)(?=\w)"
        r"|\bhow (?:many|much)\b.* there (?=\w)|(?<=\w )then (?=\w)",
        regex.IGNORECASE,
    ),
    conjunctions=frozenset({"that"}),
    comparatives=frozenset("else other others another more also next afterwards later same one ones".split()),
)


def is_followup(question: Question, words: FollowUpWords = ENGLISH) -> bool:
    """Whether the question cannot be understood without the one before it.

    Marking the question's names can only make it less dependent on the previous one, never more.
    """
    tokens = list(_tokens(question, words))
    is_unresolved = any(_is_unresolved(tokens, at, words) for at in range(len(tokens)))
    if question.is_small_talk:
        return is_unresolved and any(token.text in words.people | words.plurals for token in tokens)
    return is_unresolved or is_substitution(question, words) or _is_fragment(question, tokens, words)


def refers_to_people(question: Question, words: FollowUpWords = ENGLISH) -> bool:
    """Whether the question has unresolved pronouns, and all are for one person: "When did she meet him?"."""
    tokens = list(_tokens(question, words))
    unresolved = [token.text for at, token in enumerate(tokens) if _is_unresolved(tokens, at, words)]
    return bool(unresolved) and words.people.issuperset(unresolved)


def is_substitution(question: Question, words: FollowUpWords = ENGLISH) -> bool:
    """Whether the question only replaces a part of the one before: "And Trump?", "What about loans?"."""
    opener = words.opener.match(question.text)
    return bool(opener and opener["opens"])


def is_full_question(question: Question, words: FollowUpWords = ENGLISH) -> bool:
    """Whether the question asks for something itself, apart from its opener: "And when?", not "And Trump?"."""
    opener = words.opener.match(question.text)
    rest = question.text[opener.end() :] if opener else question.text
    return any(token.casefold() in words.question_openers for token in TOKEN.findall(rest))


class _Token(NamedTuple):
    """A word or comma of the question, in lower case."""

    text: str
    is_name: bool
    is_expletive: bool

    @property
    def is_content_word(self) -> bool:
        """Whether it is neither a stop word nor a comma."""
        return self.text not in STOP_WORDS and self.text != ","


def _tokens(question: Question, words: FollowUpWords) -> Iterator[_Token]:
    text = question.text
    names = {query_term.text for query_term in question.query_terms if query_term.is_name}
    expletives = [match.span() for match in words.expletives.finditer(text)]
    for match in TOKEN.finditer(text):
        is_capital = match.start() > 0 and match[0][0].isupper() and not text.isupper()
        is_name = match[0] in names or (is_capital and match[0].casefold() not in STOP_WORDS)
        is_expletive = any(start <= match.start() < end for start, end in expletives)
        yield _Token(match[0].casefold(), is_name, is_expletive)


def _is_unresolved(tokens: Sequence[_Token], at: int, words: FollowUpWords) -> bool:
    """Whether the token at `at` refers to something that the question does not name."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if token.is_expletive or token.text not in words.people | words.plurals | words.things | words.pointers:
        return False
    if token.text in words.conjunctions:
        return at == len(tokens) - 1 or before is None or not before.is_content_word
    return token.text in words.pointers or not _is_resolved(tokens, at, words)


def _is_resolved(tokens: Sequence[_Token], at: int, words: FollowUpWords) -> bool:
    """Whether the pronoun at `at` may have an antecedent in an earlier clause, or, if possessive, in its own clause."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_possessive = tokens[at].text in words.possessives and following is not None and following.is_content_word
    clauses = [place for place in range(at) if tokens[place].text in words.clauses]
    end = at if is_possessive else max(clauses, default=0)
    return any(_may_be_antecedent(tokens, place, tokens[at].text, words) for place in range(end))


def _may_be_antecedent(tokens: Sequence[_Token], at: int, pronoun: str, words: FollowUpWords) -> bool:
    """Whether the token at `at` may be what the pronoun refers to: a name, or, for things, a noun after "the"."""
    is_noun = at > 0 and tokens[at].is_content_word and tokens[at - 1].text in words.before_nouns
    return tokens[at].is_name or (pronoun not in words.people and is_noun)


def _is_fragment(question: Question, tokens: Sequence[_Token], words: FollowUpWords) -> bool:
    """Whether the question has too few content words to be searched alone: "How many women?", "Who else?", "Why?"."""
    full = sum(query_term.weight == 1 for query_term in question.query_terms)
    texts = {token.text for token in tokens}
    is_question, is_comparative = not texts.isdisjoint(words.question_words), not texts.isdisjoint(words.comparatives)
    if any(token.is_name for token in tokens) or full > MOST_FULL_TERMS or not (is_question or is_comparative):
        return False
    is_clause = not texts.isdisjoint(words.question_openers - words.question_words)
    return not full or is_comparative or not is_clause
