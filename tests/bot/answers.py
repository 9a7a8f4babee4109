"""Answers made up for the tests of what is written about them."""

from bot.rendering.message import Part
from retrieval.records import AlsoIn, Answer, Quote, Refusal, Source
from tests.bot.reader import seen


def source(**stated: object) -> Source:
    """A source that states this of itself."""
    return Source.model_validate({"id": "a", "version": "v", **stated})


def quote(text: str, answers: str | None = None, *, also_in: int = 0, **stated: object) -> Quote:
    """A quote of `text` whose sentence `answers` is the answering one, found in `also_in` further articles."""
    sentence = text if answers is None else answers
    start = 7 + text.index(sentence)
    other = AlsoIn(start=0, end=1, article=source(title="Another", file="b.txt"))
    return Quote(
        id="JZMP7ZWQ",
        text=text,
        start=7,
        end=7 + len(text),
        highlight=(start, start + len(sentence)),
        article=source(**stated),
        also_in=(other,) * also_in,
    )


def answer(*quotes: Quote, question: str = "Who was there?", searched_for: str | None = None) -> Answer:
    """An answer with these quotes."""
    return Answer(question=question, answered=True, quotes=quotes, searched_for=searched_for)


def refused(reason: Refusal, **words: tuple[str, ...]) -> Answer:
    """A refusal."""
    return Answer.model_validate({"question": "Who?", "answered": False, "refusal": reason, **words})


def bare(text: str) -> str:
    """The characters that are not white space."""
    return "".join(text.split())


def read(message: list[Part]) -> str:
    """What a reader sees of the message, white space left out."""
    return "".join(bare(seen(part.text).text) for part in message)
