"""Which words of a sentence are courtesies, and ask nothing? A sentence → the sentence without them.

Greetings, thanks, apologies and pleas, and what introduces a question, such as "does anyone know if", are taken off a
sentence's beginning and end, never out of its middle.
"""

from collections.abc import Iterator, Sequence

import regex

from retrieval.analysis.normalizer import stop_words
from retrieval.analysis.tokenizer import has_word
from retrieval.query.courtesy_phrases import (
    CourtesyPhrases,
    Node,
    PhrasePlace,
    Token,
    courtesy_languages,
    phrases_of,
    tokens_in,
)

ALSO_WORDS = frozenset("halo salve tag moi hai ola oi alo hei dag na ei ta ty".split())
"""Greetings that are words of other languages, too: only in a language of the articles are they a greeting."""
LONGEST_GREETING = 40  # characters of a message that may be a greeting in any language
LAST_WORDS = 16  # at the end of a sentence, that may be courtesies
PAUSE = regex.compile(r"[,:;!.…~()،、，。！：–—-]")
COMMA = regex.compile(r"[,!،，！–—]")
LEFT_OVER = regex.compile(r"^[\s,:;!.…~)،、，。！：–—-]+(?=[\p{L}\p{N}\"'“‘(¿¡*])")
QUESTION_MARK = regex.compile(r"[?？؟]")
CITED = frozenset("mean means meant say says said word words called with without of for to and or giving no".split())
"""Words after which thanks belong to the question: "Which word means thanks?"."""


def without_courtesies(sentence: str, languages: Sequence[str]) -> str:
    """The sentence without the courtesies of these languages; empty where it is nothing else."""
    for language in languages:
        if (phrases := phrases_of(language)) and sentence:
            sentence = _without(sentence, phrases, language)
    return sentence


def is_greeting(text: str) -> bool:
    """Whether a whole message is a greeting or thanks in any language: "Hallo", "¡Muchas gracias!"."""
    tokens = tokens_in(text) if len(text) <= LONGEST_GREETING else []
    if not tokens or (len(tokens) == 1 and tokens[0].key in ALSO_WORDS):
        return False
    every = filter(None, map(phrases_of, courtesy_languages()))
    return any(len(tokens) in _ends(text, tokens, 0, [each.greetings, each.closings], each) for each in every)


def _without(sentence: str, phrases: CourtesyPhrases, language: str) -> str:
    tokens = tokens_in(sentence)
    if not tokens:
        return sentence
    first = _end_of_opening(sentence, tokens, phrases, language)
    if first == len(tokens):
        return ""
    last = _start_of_closing(sentence, tokens, first, phrases)
    if last <= first:
        return ""
    if first == 0 and last == len(tokens):
        return sentence
    start = tokens[first - 1].end if first else 0
    kept = sentence[start : tokens[last - 1].end] if last < len(tokens) else sentence[start:]
    kept = LEFT_OVER.sub("", kept) if first else kept
    if last < len(tokens) and QUESTION_MARK.search(sentence, tokens[last - 1].end):
        kept += "?"
    return kept.strip() if has_word(kept) else ""


def _end_of_opening(sentence: str, tokens: Sequence[Token], phrases: CourtesyPhrases, language: str) -> int:
    """How many tokens at the beginning are courtesies."""
    at = 0
    while at < len(tokens):
        greeted = max(_ends(sentence, tokens, at, [phrases.greetings], phrases), default=at)
        greeted = _after_name(sentence, tokens, greeted) if greeted > at else at
        if greeted > at and not _goes_on(sentence, tokens, greeted, language):
            at = greeted
            continue
        courteous = [
            end
            for end in _ends(sentence, tokens, at, [phrases.openings, phrases.closings], phrases)
            if not _is_thanks_to(tokens, end)
        ]
        if not courteous:
            return at
        at = max(courteous)
    return at


def _start_of_closing(sentence: str, tokens: Sequence[Token], first: int, phrases: CourtesyPhrases) -> int:
    """The token with which the courtesies at the end begin; the number of tokens where there are none."""
    begins = phrases.closings.following, phrases.addressees.following
    for at in range(max(first, len(tokens) - LAST_WORDS), len(tokens)):
        if tokens[at].key not in begins[0] and tokens[at].key not in begins[1]:
            continue
        has_pause = at > 0 and COMMA.search(sentence, tokens[at - 1].end, tokens[at].start) is not None
        if at > 0 and not has_pause and tokens[at - 1].key in CITED:
            continue
        roots = [phrases.closings, phrases.addressees] if has_pause else [phrases.closings]
        if len(tokens) in _chain(sentence, tokens, at, roots, phrases):
            return at
    return len(tokens)


def _chain(
    sentence: str, tokens: Sequence[Token], at: int, roots: Sequence[Node], phrases: CourtesyPhrases
) -> set[int]:
    """Where runs of closings that begin at `at` may end."""
    reached, waiting = set[int](), [at]
    while waiting:
        here = waiting.pop()
        for end in _ends(sentence, tokens, here, roots if here == at else [phrases.closings], phrases):
            if end not in reached:
                reached.add(end)
                waiting.append(end)
    return reached


def _ends(sentence: str, tokens: Sequence[Token], at: int, roots: Sequence[Node], phrases: CourtesyPhrases) -> set[int]:
    """Where phrases that begin at `at` may end, addressees after them included; the index after the last token."""
    found: set[int] = set()
    for root in roots:
        for first_end in _phrase_ends(sentence, tokens, at, root, phrases):
            end = first_end
            while end:
                found.add(end)
                end = max(_phrase_ends(sentence, tokens, end, phrases.addressees, phrases), default=0)
    return found


def _phrase_ends(
    sentence: str, tokens: Sequence[Token], at: int, root: Node, phrases: CourtesyPhrases
) -> Iterator[int]:
    """Where single phrases of the trie that begin at `at` may end."""
    node = root
    for end in range(at, len(tokens)):
        following = node.following.get(tokens[end].key)
        if following is None:
            if node is root or tokens[end].key not in phrases.fillers:
                return
            following = node
        node = following
        if node.places and _counts(node, sentence, tokens, at, end):
            yield end + 1


def _counts(node: Node, sentence: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the phrase from the token `first` to the token `last` counts there."""
    if PhrasePlace.ANYWHERE in node.places or (PhrasePlace.AT_THE_END in node.places and last == len(tokens) - 1):
        return True
    if PhrasePlace.BY_ITSELF in node.places and last == len(tokens) - 1:
        return first == 0 or COMMA.search(sentence, tokens[first - 1].end, tokens[first].start) is not None
    after = tokens[last + 1].start if last + 1 < len(tokens) else len(sentence)
    return PhrasePlace.BEFORE_PUNCTUATION in node.places and PAUSE.search(sentence, tokens[last].end, after) is not None


def _after_name(sentence: str, tokens: Sequence[Token], at: int) -> int:
    """`at`, or the token after a name that is greeted: "Hi Kim, …"."""
    if at >= len(tokens) - 1 or COMMA.search(sentence, tokens[at - 1].end, tokens[at].start):
        return at
    is_name = sentence[tokens[at].start].isupper() and COMMA.search(sentence, tokens[at].end, tokens[at + 1].start)
    return at + 1 if is_name else at


def _goes_on(sentence: str, tokens: Sequence[Token], at: int, language: str) -> bool:
    """Whether what looked like a greeting goes on as a name: "Hello Kitty"."""
    if at >= len(tokens) or PAUSE.search(sentence, tokens[at - 1].end, tokens[at].start):
        return False
    return (
        sentence[tokens[at].start].isupper() and tokens[at].key not in stop_words(language) and not sentence.isupper()
    )


def _is_thanks_to(tokens: Sequence[Token], end: int) -> bool:
    """Whether thanks go on to say for what: "thanks to whom"."""
    return end < len(tokens) and tokens[end].key in {"to", "giving"} and tokens[end - 1].key in {"thanks", "you"}
