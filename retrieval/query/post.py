"""What is asked in a message, and what stands around it? A message → its question, and its other words.

The sentences of a message are told apart: courtesies are dropped, the question is what is asked, and the circumstances
around it are, with code, quoted lines and web addresses, its background. A text in which no sentence asks for itself,
such as a topic of several sentences, is a question as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.stopwords import AUXILIARIES, LIGHT_WORDS, QUESTIONS, STOP_WORDS
from retrieval.analysis.tokenizer import has_word
from retrieval.query.chat_markup import ChatMessage, read_markup
from retrieval.query.courtesies import without_courtesies

SENTENCE = regex.compile(
    r".+?(?:(?<![?!…])[?!…]++[\"'”’)\]*_]*+(?=\s|$)|(?<!\.)\.++[\"'”’)\]*_]*+(?=\s|$)|[？！。؟।]+\s*|;(?=\s*$)|$)",
    regex.DOTALL,
)
ABBREVIATED = regex.compile(
    r"(?:(?<![\p{L}\p{N}])(?:\p{L}|\p{N}+|[IVXLC]+|\p{L}\.\p{L}|\p{Lu}\p{Ll}{1,2}|(?i:etc|approx|vers?|vs|prof|gov|capt|bzw|ca"
    r"|usw|inkl|zzgl|ggf|sog|evtl|incl|esp|min|max|fig|nos?|pp?|vol|dept|univ|inc|corp|ltd)))\.[\"'”’)\]]*$"
)
QUESTION_MARK = regex.compile(r"[?？؟;][\"'”’)\]*_!.…\s]*$")
GREEK_MARK = ";"
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*")
FIRST_PERSON = regex.compile(r"\b(?:i|i['’]?(?:m|ve|d|ll)|my|me|mine|we|we['’](?:re|ve)|our|us)\b", regex.IGNORECASE)
SEEKING = regex.compile(
    r"\b(?:looking for|interested in|wants?|wanted|needs?|searching for|trying|how|what|why|where|when|which|who)\b",
    regex.IGNORECASE,
)
ASKING = frozenset(f"{QUESTIONS} {AUXILIARIES} whats whos wheres whens hows whys wich wat wut any".split()) - {
    "need",
    "let",
}
LONGEST_ABBREVIATION = 40  # characters before the end of a sentence that tell whether one ends it
SHORT = 60  # characters; a shorter line does not go on in the next one
SIGNATURE = regex.compile(r"^\W*\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,2}\W*$")
DASHED = regex.compile(r"^\s*(?:--?|[–—])\s*(?=\p{Lu})")


class Post(NamedTuple):
    """What a message asks, and what stands around that.

    Attributes:
        question: what is asked, in the words of the message.
        background: circumstances, code, quoted lines, names of channels and words of web addresses, one kind a line.
        further: questions after the first one.
        is_courtesy: whether the message asks nothing, but greets, thanks or begs.
    """

    question: str
    background: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    is_courtesy: bool = False


class SaidSentence(NamedTuple):
    """A sentence without its courtesies, and whether it asks something by itself."""

    text: str
    asks: bool
    is_marked: bool

    @property
    def tells_of_author(self) -> bool:
        """Whether it tells what its author does or has, and not what the author looks for."""
        return FIRST_PERSON.search(self.text) is not None and not SEEKING.search(self.text)

    @property
    def is_vague(self) -> bool:
        """Whether no word of it could be searched for, as in "any ideas?" or "how do I do that?"."""
        words = {word.casefold().replace("'", "").replace("’", "") for word in WORD.findall(self.text)}
        return not words - STOP_WORDS - LIGHT_WORDS


def read_post(text: str, languages: Sequence[str]) -> Post:
    """The post in a message; `languages` are those of the articles, in which it may be, besides English."""
    message = read_markup(text)
    spoken = tuple(dict.fromkeys((*languages, ENGLISH)))
    sentences = list(_sentences(message.lines))
    said = _without_signature(sentences, [_said(sentence, spoken) for sentence in sentences])
    around = tuple(filter(has_word, (message.code, message.quoted, message.names)))
    if not said:
        return _without_own_words(message, sentences, around)
    question, rest, further = _asked(said)
    return Post(question, tuple(filter(None, (rest, *around))), further)


def _without_own_words(message: ChatMessage, sentences: Sequence[str], around: Sequence[str]) -> Post:
    """The post of a message whose author only greets, or writes nothing: what is quoted, or else its hints."""
    for kind in (message.quoted, message.names, message.code):
        if has_word(kind):
            return Post(kind, tuple(each for each in around if each != kind))
    return Post(" ".join(sentences), is_courtesy=any(map(has_word, sentences)))


def _asked(said: Sequence[SaidSentence]) -> tuple[str, str, tuple[str, ...]]:
    """The question, the circumstances around it, and further questions."""
    if any(each.is_marked for each in said):
        asking = [each for each in said if each.is_marked and not each.is_vague]
    else:
        asking = _unmarked(said)
    if asking:
        first, *others = asking
        further = dict.fromkeys(each.text for each in others if each.text != first.text)
        return first.text, _whole(each for each in said if each not in asking), tuple(further)
    topic = [each for each in said if each.is_marked or not each.tells_of_author] or said
    return _whole(topic), _whole(each for each in said if each not in topic), ()


def _unmarked(said: Sequence[SaidSentence]) -> list[SaidSentence]:
    """The questions among sentences without a question mark, where all others tell of their author."""
    asking = [each for each in said if each.asks and not each.is_vague]
    return asking if all(each.tells_of_author for each in said if not each.asks) else []


def _whole(said: Iterable[SaidSentence]) -> str:
    return " ".join(each.text for each in said)


def _said(sentence: str, languages: Sequence[str]) -> SaidSentence:
    text = without_courtesies(sentence, languages)
    words = [word.casefold().replace("'", "").replace("’", "") for word in WORD.findall(text)[:2]]
    asks = bool(words) and words[0] in ASKING
    return SaidSentence(text, asks or _is_marked(sentence), _is_marked(sentence))


def _is_marked(sentence: str) -> bool:
    match = QUESTION_MARK.search(sentence)
    return match is not None and (match[0][0] != GREEK_MARK or regex.search(r"\p{Greek}", sentence) is not None)


def _without_signature(sentences: Sequence[str], said: Sequence[SaidSentence]) -> list[SaidSentence]:
    """What is said in the sentences, without a name below them: "Cheers, Bob", "— Kim"."""
    spoken = [each for each in said if has_word(each.text)]
    if len(spoken) < 2 or spoken[-1] != said[-1] or said[-1].is_marked:  # noqa: PLR2004 -- one sentence is the question
        return spoken
    is_set_off = DASHED.match(sentences[-1]) or said[-1].text != sentences[-1] or not has_word(said[-2].text)
    return spoken[:-1] if is_set_off and SIGNATURE.match(said[-1].text) else spoken


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    """The sentences of the lines: a line ends one, unless it is long and the next one goes on in lower case."""
    for paragraph in _paragraphs(lines):
        yield from _split(paragraph)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    run = ""
    for line in lines:
        if run and len(run) >= SHORT and line[:1].islower():
            run = f"{run} {line}"
        else:
            if run:
                yield run
            run = line
    if run:
        yield run


def _split(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph; unlike what splits articles, it takes any mark in any case for an end."""
    begun = ""
    for match in SENTENCE.finditer(paragraph):
        begun += match[0]
        if not ABBREVIATED.search(begun.rstrip()[-LONGEST_ABBREVIATION:]):
            yield begun.strip()
            begun = ""
    if begun.strip():
        yield begun.strip()
