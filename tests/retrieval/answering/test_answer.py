from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.answering.answer import _round_robin
from retrieval.answering.quote_context import MAX_LENGTH
from retrieval.answering.statements import passage_sentences
from retrieval.answers import Answer, Quote, Refusal
from retrieval.errors import ArticlesError, QuestionError
from retrieval.records import Article
from retrieval.retriever import LIMIT, retriever_over
from tests.bot.hostile import SNIPPETS
from tests.retrieval.samples import article, passage, saying, whole

SAID = "“The moon rule bans all loud drums at night,” the mayor said."
FILLER = " ".join(["Nobody slept much, it seems, while others talked on and on of cakes."] * 7)
DOGS = article("Dogs bark a lot. Cats never do, they say.", file="dogs.txt")


def ask(question: str, *articles: Article, limit: int = LIMIT) -> Answer:
    """The answer of a retriever over the articles and one of dogs."""
    return retriever_over([*articles, DOGS]).ask(question, limit=limit)


def files(quotes: Sequence[Quote]) -> list[str]:
    """The article of each quote."""
    return [quote.article.id for quote in quotes]


def test_answered() -> None:
    """A question that an article answers is answered with its sentence and source."""
    answer = ask("What does the moon rule ban?", article(SAID, file="a.txt"))
    assert answer.answered
    assert answer.refusal is None
    assert [quote.text for quote in answer.quotes] == [SAID]
    assert answer.quotes[0].article.id == "a.txt"
    assert answer.question == "What does the moon rule ban?"
    assert answer.searched_for is None


def test_refused() -> None:
    """A question that no article answers has no quotes, and lists which of its words are known."""
    answer = ask("What does the Pluto rule cost?", article(SAID))
    assert not answer.answered
    assert answer.refusal is Refusal.NOT_FOUND
    assert answer.quotes == ()
    assert answer.known_terms == ("rule",)
    assert answer.unknown_terms == ("Pluto", "cost")


def test_small_talk() -> None:
    """Small talk has no quotes, whatever the articles hold."""
    answer = ask("hello", article("Hello hello hello."))
    assert answer.refusal is Refusal.NOT_A_QUESTION
    assert answer.quotes == ()


def test_corrected() -> None:
    """The answer to a misspelt question says what was searched for, and its own words stay unknown."""
    answer = ask("What does the moon ruel ban?", article(SAID))
    assert answer.searched_for == "What does the moon rule ban?"
    assert answer.unknown_terms == ("ruel",)
    assert answer.answered


def test_corrected_and_refused() -> None:
    """A refusal says which words were corrected to which, and which are stop words."""
    answer = ask("Waht did the moon ruel cost?", article(f"{SAID} What a day."))
    assert not answer.answered
    assert answer.searched_for == "What did the moon rule cost?"
    assert answer.unknown_terms == ("Waht", "ruel", "cost")
    assert dict(answer.read_as) == {"Waht": "", "ruel": "rule"}


def test_also_in() -> None:
    """A statement of several articles is shown once, from the earliest, undated ones last."""
    answer = ask(
        "What does the moon rule ban?",
        article(f"{SAID} Many cheered.", file="undated.txt"),
        article(f"It was late. {SAID}", file="late.txt", published=date(2024, 5, 2)),
        article(f"{SAID} Others left.", file="early.txt", published=date(2024, 5, 1)),
    )
    (quote,) = answer.quotes
    assert quote.article.id == "early.txt"
    assert [place.article.id for place in quote.also_in] == ["late.txt", "undated.txt"]
    assert [(place.start, place.end) for place in quote.also_in] == [(13, 13 + len(SAID)), (0, len(SAID))]


def test_said_twice() -> None:
    """A statement that one article makes twice is shown once, and is not also in itself."""
    (quote,) = ask("What does the moon rule ban?", article(f"{SAID}\n\n{FILLER}\n\n{SAID}")).quotes
    assert quote.also_in == ()


def test_other_numbers() -> None:
    """Statements with other numbers are not one, and both are shown."""
    answer = ask(
        "How many drums does the moon rule ban?",
        article("The new moon rule bans 5 loud drums at night.", file="a.txt"),
        article("The new moon rule bans 6 loud drums at night.", file="b.txt"),
    )
    assert sorted(files(answer.quotes)) == ["a.txt", "b.txt"]
    assert all(quote.also_in == () for quote in answer.quotes)


def many() -> list[Article]:
    """Three articles on one subject, the first with three good answers far from each other."""
    sentences = [f"The moon rule bans {each} in town." for each in ("loud drums", "brass horns", "old bells")]
    others = [
        "A full moon, old farmers around Rome used to say in winter, makes some rule that bans tin flutes.",
        "Under the new moon, young singers from Bonn told us sadly, one rule bans even big gongs.",
    ]
    first = f"\n\n{FILLER}\n\n".join(sentences)
    return [
        article(first, file="a.txt"),
        *(article(text, file=f"{number}.txt") for number, text in enumerate(others)),
    ]


def test_round_robin() -> None:
    """Every article is quoted once before one is quoted twice."""
    quotes = ask("What does the moon rule ban?", *many(), limit=9).quotes
    assert len(set(files(quotes[:3]))) == 3
    assert files(quotes[3:]) == ["a.txt", "a.txt"]


def test_turns_of_ranked() -> None:
    """An article's second quote waits for every other's first, and its third for their second, as ranked."""
    ranked = ["a1", "a2", "b1", "a3", "c1", "b2"]
    groups = [passage_sentences(part)[:1] for part in (passage(each, file=each[0]) for each in ranked)]
    assert [group[0].passage.text for group in _round_robin(groups)] == ["a1", "b1", "c1", "a2", "b2", "a3"]


@pytest.mark.parametrize("limit", [0, 1, 2, 5])
def test_limit(limit: int) -> None:
    """No more quotes are shown than asked for, and those are the first."""
    every = ask("What does the moon rule ban?", *many(), limit=9).quotes
    assert len(every) == 5
    assert ask("What does the moon rule ban?", *many(), limit=limit).quotes == every[:limit]


def test_default_limit() -> None:
    """Three quotes are shown unless another number is asked for."""
    assert len(ask("What does the moon rule ban?", *many()).quotes) == 3


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("It was late. ", " Others left.", "It was late. {} Others left."),
        ("It was late.\n\n", "\n\nOthers left.", "It was late.\n\n{}"),
        ("It was late. ", f" {'Much ' * 90}more was said.", "It was late. {}"),
        (f"{'Much ' * 90}more was said. ", " Others left.", f"{'Much ' * 90}more was said. {{}}"),
    ],
    ids=["all", "own paragraph", "before", "after"],
)
def test_context(before: str, after: str, shown: str) -> None:
    """A quote has the sentence that its own refers to, and its paragraph's other sentences as far as they fit."""
    text = f"{before}{SAID}{after}"
    (quote,) = ask("What does the moon rule ban?", article(text)).quotes
    assert quote.text == shown.format(SAID)
    assert text[slice(*quote.highlight)] == SAID


def test_long_sentence() -> None:
    """A sentence longer than a quote should be is shown whole, and alone."""
    text = f"The moon rule bans {'very ' * 200}loud drums."
    (quote,) = ask("What does the moon rule ban?", article(f"It was late. {text} Others left.")).quotes
    assert quote.text == text
    assert len(text) > MAX_LENGTH


def test_ids() -> None:
    """Different quotes have different ids, of eight letters and digits."""
    ids = [quote.id for quote in ask("What does the moon rule ban?", *many(), limit=9).quotes]
    assert len(set(ids)) == len(ids)
    assert all(len(each) == 8 and each.isalnum() for each in ids)


def test_id_of_version() -> None:
    """An id does not depend on the file's name or the other articles, but on the version and the place in it."""

    def only_id(*articles: Article) -> str:
        return ask("What does the moon rule ban?", *articles).quotes[0].id

    alone = only_id(article(SAID, file="a.txt"))
    assert only_id(article(SAID, file="b.txt"), article("It rained all day.", file="c.txt")) == alone
    assert only_id(article(f" {SAID}", file="a.txt")) != alone
    assert only_id(article(f"{SAID}\n", file="a.txt")) != alone


@pytest.mark.parametrize("text", ["", "…", "👍"])
def test_no_sentence(text: str) -> None:
    """Articles without a sentence are nothing to ask."""
    with pytest.raises(ArticlesError, match="hold no sentence"):
        retriever_over([article(text)])


def test_no_articles() -> None:
    """Without articles there is nothing to ask."""
    with pytest.raises(ArticlesError, match="hold no sentence"):
        retriever_over([])


@pytest.mark.parametrize("question", ["", "?!", "👍", "a" * 4001], ids=lambda question: repr(question[:5]))
def test_bad_question(question: str) -> None:
    """A question that cannot be asked is an error."""
    with pytest.raises(QuestionError):
        ask(question)


@pytest.mark.parametrize("question", ["the of and", "מה שלומך היום?", "@everyone **who**", "e\u0301", "\u202ea\u202c"])
def test_awkward_question(question: str) -> None:
    """Stop words alone, right-to-left text, marks and Markdown are ordinary questions."""
    assert not ask(question, article(SAID)).answered


@pytest.mark.parametrize("line", [SAID + " x" * 50_000 + ".", f"{'👍' * 100_000} {SAID}", f"{SAID} " * 400])
def test_long_line(line: str) -> None:
    """An article of one line of 100,000 characters is quoted exactly."""
    (quote,) = ask("What does the moon rule ban?", whole(line)).quotes
    assert line[quote.start : quote.end] == quote.text
    assert "The moon rule bans" in quote.text


def test_right_to_left() -> None:
    """An article in another script is searched and quoted."""
    text = "שלום עולם גדול ויפה. הירח מלא הלילה."
    (quote,) = ask("הירח מלא?", whole(text)).quotes
    assert text[slice(*quote.highlight)] == "הירח מלא הלילה."


WORDS = [
    "moon",
    "rule",
    "bans",
    "drums",
    "Kim",
    "non-violent",
    "43",
    "5",
    "U.S.",
    "“loud",
    "night”",
    "cafés",
    "👍",
    "יום",
]
clauses = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SNIPPETS)), min_size=1, max_size=8).map(" ".join)
sentences = st.tuples(
    st.sampled_from(["The ", "“", "A ", "Harris "]), clauses, st.sampled_from([".", "?", "!", ".”"])
).map("".join)
paragraphs = st.lists(sentences, min_size=1, max_size=5).map(" ".join)
texts = st.lists(paragraphs, min_size=1, max_size=4).map(lambda parts: "\r\n\r\n".join(parts).replace("\0", ""))
days = st.one_of(st.none(), st.dates())
libraries = st.lists(st.tuples(texts, days), min_size=1, max_size=4).map(
    lambda drawn: [article(text, file=f"{number}.txt", published=day) for number, (text, day) in enumerate(drawn)]
)
questions = st.lists(st.sampled_from(WORDS[:8]), min_size=1, max_size=4).map(" ".join)
LAST = article("The moon rule bans drums. Kim spoke.", file="last.txt")
few = settings(max_examples=12, deadline=None)


def asked_any_way(library: list[Article], question: str) -> Answer:
    """The answer over a generated library and one article that has an answer to most of the questions."""
    return retriever_over([*library, LAST]).ask(question)


@few
@given(libraries, questions)
def test_verbatim(library: list[Article], question: str) -> None:
    """Every quote has the characters of its article, and every place named beside it says the same."""
    stored = {each.source.id: each.version.text for each in [*library, LAST]}
    for quote in asked_any_way(library, question).quotes:
        assert stored[quote.article.id][quote.start : quote.end] == quote.text
        said = saying(stored[quote.article.id][slice(*quote.highlight)])
        others = [stored[place.article.id][place.start : place.end] for place in quote.also_in]
        assert all(saying(other).same_as(said) for other in others)


@few
@given(libraries, questions)
def test_whole_sentences(library: list[Article], question: str) -> None:
    """Quotes begin and end with a sentence; what they highlight, and what is also elsewhere, is one sentence."""
    spans = {
        each.source.id: {(span.start, span.end) for part in passages(each) for span in part.sentences}
        for each in [*library, LAST]
    }
    for quote in asked_any_way(library, question).quotes:
        assert quote.start <= quote.highlight[0] < quote.highlight[1] <= quote.end
        assert quote.highlight in spans[quote.article.id]
        assert quote.start in {start for start, _ in spans[quote.article.id]}
        assert quote.end in {end for _, end in spans[quote.article.id]}
        assert all((place.start, place.end) in spans[place.article.id] for place in quote.also_in)


@few
@given(libraries, questions, st.randoms(use_true_random=False))
def test_order_of_articles(library: list[Article], question: str, random: Random) -> None:
    """The answer does not depend on the order of the articles, nor on when it is asked."""
    shuffled = list(library)
    random.shuffle(shuffled)
    assert asked_any_way(shuffled, question) == asked_any_way(library, question)


@few
@given(libraries, questions)
def test_earliest_first(library: list[Article], question: str) -> None:
    """A quote is of the earliest article that makes its statement, and each article is named once."""
    for quote in asked_any_way(library, question).quotes:
        places = [quote.article, *(place.article for place in quote.also_in)]
        days = [source.published or date.max for source in places]
        assert days == sorted(days)
        assert len({source.id for source in places}) == len(places)


@few
@given(libraries, questions)
def test_distinct_ids(library: list[Article], question: str) -> None:
    """Different quotes of one answer have different ids, and none is shown twice."""
    quotes = asked_any_way(library, question).quotes
    stretches = {(quote.article.version, quote.start, quote.end) for quote in quotes}
    assert len({quote.id for quote in quotes}) == len(stretches) == len(quotes)


def test_nearest() -> None:
    """A refusal lists what comes nearest only when asked to, beside no quotes, and each is exactly in its article."""
    articles = [article(SAID, file="a.txt"), article(f"{FILLER}\n\nThe rule was old.", file="b.txt")]
    retriever = retriever_over(articles)
    plain, asked = (retriever.ask("What does the Pluto rule cost?", nearest=nearest) for nearest in (False, True))
    assert plain == asked.model_copy(update={"nearest": ()})
    assert (plain.has_nearest, plain.shown) == (True, ())
    assert asked.quotes == ()
    assert asked.refusal is Refusal.NOT_FOUND
    assert asked.shown == asked.nearest
    assert sorted(files(asked.nearest)) == ["a.txt", "b.txt"]
    assert all(map(retriever.confirms, asked.nearest))


def test_at_most_three_nearest() -> None:
    """There are no more than three quotes of what comes nearest, and no more than the limit."""
    articles = [
        article(f"The rule of {word} is long.", file=f"{word}.txt") for word in ("mice", "fish", "eels", "toads")
    ]
    retriever = retriever_over(articles)
    for limit in (0, 1, 2, 3, 9):
        found = retriever.ask("Who paid Pluto for a drum rule?", limit=limit, nearest=True)
        assert (found.answered, len(found.nearest)) == (False, min(limit, 3))


@pytest.mark.parametrize(("question", "is_answered"), [("What does the moon rule ban?", True), ("hello", False)])
def test_nothing_nearest(question: str, is_answered: bool) -> None:  # noqa: FBT001 -- what is expected
    """An answer and small talk have nothing nearest, and neither has a question whose words no passage shares."""
    answer = retriever_over([article(SAID, file="a.txt")]).ask(question, nearest=True)
    assert (answer.answered, answer.nearest, answer.has_nearest) == (is_answered, (), False)
    foreign = retriever_over([DOGS]).ask("What is the capital of France?", nearest=True)
    assert (foreign.answered, foreign.nearest, foreign.has_nearest) == (False, (), False)
