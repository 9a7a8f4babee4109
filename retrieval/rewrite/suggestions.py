"""Which words of the articles may have been meant? Unknown words → known ones, not near enough to mend."""

from collections.abc import Iterator, Sequence

from retrieval.analysis.normalizer import POSSESSIVE, stop_words
from retrieval.analysis.stopwords import STOP_WORDS
from retrieval.index.vocabulary import LETTERS
from retrieval.query.parser import Need, Question
from retrieval.query.person_names import is_name_in
from retrieval.rewrite.dictionary import is_right
from retrieval.rewrite.fuzzy_lookup import Known, Lexicon

MOST = 3  # suggestions
LETTERS_AN_EDIT = 3  # characters of the word for each edit
MOST_EDITS = 3
SHORTEST = 6  # characters; shorter words are near too many others
FAMILY = 0.6  # share of a word that begins another one of its family: "prosecutor" and "prosecution"


def suggestions(unknown: Sequence[Need], question: Question, lexicon: Lexicon) -> tuple[str, ...]:
    """At most `MOST` known words, the nearest to each unknown one."""
    found = (_nearest(POSSESSIVE.sub("", need.text), question, lexicon) for need in unknown)
    return tuple(dict.fromkeys(filter(None, found)))[:MOST]


def _nearest(word: str, question: Question, lexicon: Lexicon) -> str | None:
    if len(word) < SHORTEST or not LETTERS.fullmatch(word):
        return None
    no_suggestions = STOP_WORDS | stop_words(question.language) | {word.casefold()}
    known = [*_alike(word, question.text, lexicon), *_family(word.casefold(), lexicon)]
    return next((each.writing for each in known if each.folded not in no_suggestions), None)


def _alike(word: str, question: str, lexicon: Lexicon) -> Iterator[Known]:
    """The known words a few edits away, nearest first; for a word that is spelt right, names alone."""
    is_name = is_name_in(question, word)
    if is_right(word) and not is_name:
        return
    near = lexicon.near(word, edits=min(len(word) // LETTERS_AN_EDIT, MOST_EDITS))
    for each in sorted(near, key=lambda each: (each.edits, -each.known.passages, each.known.folded)):
        if not is_name or each.known.writing[0].isupper():
            yield each.known


def _family(folded: str, lexicon: Lexicon) -> list[Known]:
    """The known words that begin as the word does, the most frequent first."""
    alike = lexicon.beginning(folded[: round(FAMILY * len(folded))])
    return sorted(alike, key=lambda known: (-known.passages, known.folded))
