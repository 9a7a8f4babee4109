import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.followup import (
    PREVIOUS_NAME_WEIGHT,
    PREVIOUS_WEIGHT,
    QUOTED_ARTICLE_BOOST,
    PreviousTurn,
    contextualized,
    turn_from,
    with_article_boost,
    with_blended_scores,
)
from retrieval.errors import QuestionError
from retrieval.query.answer_type import AnswerType
from retrieval.query.parser import LONGEST, Question, read_question
from retrieval.ranking.features import feature_names
from retrieval.ranking.reranker import Ranked
from retrieval.records import Candidate
from retrieval.retriever import retriever_over
from tests.bot.hostile import hostile
from tests.retrieval.samples import article, passage, some

ARTICLES = [
    article("Ada Lovell keeps the north gate. She was chosen in May 1912. The gate is green.", file="gate.txt"),
    article("Bo Marsh keeps the south gate. He was chosen in June 1920 by the council.", file="south.txt"),
    article("The council met on Friday. The drum rule was passed with nine votes.", file="council.txt"),
]
LIBRARY = retriever_over(ARTICLES)
WITH_SYNONYMS = retriever_over(ARTICLES, synonyms=[("ballots", "votes"), ("law", "rule")])
FRESH = ("Who keeps the south gate?", "When was Ada Lovell chosen?", "What is the drum rule?", "Where is France?")


def named(question: Question, *names: str) -> Question:
    """The question with these of its words marked as names."""
    return question._replace(
        query_terms=tuple(query_term._replace(is_name=query_term.text in names) for query_term in question.query_terms)
    )


BABY_BAR = named(read_question("Has Kim Kardashian passed the baby bar?"), "Kim", "Kardashian")


def read(text: str, before: Question = BABY_BAR) -> Question:
    """The question, contextualized."""
    return contextualized(read_question(text), before)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("when did she pass it?", "when did she pass it? (Kim Kardashian, baby bar)"),
        ("who told her mother?", "who told her mother? (Kim Kardashian)"),
        ("and when?", "and when? (Kim Kardashian passed, baby bar)"),
        ("And Trump?", "And Trump? (Kim Kardashian passed, baby bar)"),
        ("did Kardashian pass that bar?", "did Kardashian pass that bar? (Kim, baby)"),
    ],
)
def test_line(text: str, line: str) -> None:
    """What the question lacks follows it in brackets, names first, and words that were neighbours stay so."""
    assert read(text).text == line


def test_weights() -> None:
    """Added words weigh less than the question's own, but names nearly as much."""
    weights = {query_term.text: query_term.weight for query_term in read("when did she pass it?").query_terms}
    assert weights == {
        "pass": 1,
        "Kim": PREVIOUS_NAME_WEIGHT,
        "Kardashian": PREVIOUS_NAME_WEIGHT,
        "baby": PREVIOUS_WEIGHT,
        "bar": PREVIOUS_WEIGHT,
    }
    assert PREVIOUS_WEIGHT < PREVIOUS_NAME_WEIGHT < 1


def test_replaced_name() -> None:
    """Where another name replaces one of the previous question, its names weigh as much as its other words."""
    weights = {query_term.text: query_term.weight for query_term in read("And Trump?").query_terms}
    assert weights["Trump"] == 1
    assert {weight for text, weight in weights.items() if text != "Trump"} == {PREVIOUS_WEIGHT}


@pytest.mark.parametrize(
    ("text", "kind"), [("when?", AnswerType.TIME), ("And Trump?", AnswerType.NUMBER), ("did she?", AnswerType.ANY)]
)
def test_kind(text: str, kind: AnswerType) -> None:
    """The kind of answer is the new question's; one that only puts something else in keeps the earlier one's."""
    assert read(text, read_question("How many bars has Kim passed?")).answer_type is kind


def test_shouted() -> None:
    """In a question in capitals, a capital makes no name."""
    weights = {
        query_term.text: query_term.weight
        for query_term in read("when did she pass it?", read_question("IS KIM OUT?")).query_terms
    }
    assert weights == {"pass": 1, "KIM": PREVIOUS_WEIGHT}


def test_attributes_stay_behind() -> None:
    """What was asked of somebody before is not asked again, unless the new question says nothing of its own."""
    before = read_question("How old is Kim?")
    assert read("when did she pass the bar?", before).text == "when did she pass the bar? (Kim)"
    assert read("and Trump?", before).text == "and Trump? (old, Kim)"


def test_unspaced() -> None:
    """Pairs of letters are added as the run that they were."""
    assert read("why?", read_question("北門誰人")).text == "why? (北門誰人)"


def test_length() -> None:
    """Only so much is added that the question is not too long to be asked."""
    before = read_question(" ".join(f"w{number}ord,x" for number in range(40)))
    asked = "why " * 115 + "?"
    assert asked.strip() == read(asked, before).text.partition(" (")[0]
    assert len(read(asked, before).text) <= LONGEST
    assert read("a" * LONGEST, before).text == "a" * LONGEST


def test_blended_scores() -> None:
    """Scores are between those with and those without the previous question, best first."""
    first, second = (Candidate(passage=passage(text, file=text), score=score) for text, score in (("A.", 4), ("B.", 2)))
    alone = [second.model_copy(update={"score": 2.0})]
    scores = {each.passage.text: each.score for each in with_blended_scores([first, second], alone)}
    assert scores == pytest.approx({"B.": 2.0, "A.": 4 * PREVIOUS_WEIGHT})
    assert [*scores] == ["B.", "A."]


def ranked(file: str, rank: float) -> Ranked:
    """A candidate of that file with that rank."""
    found = passage("One sentence.", file=file)
    return Ranked(Candidate(passage=found, score=1), found.sentences[0], dict.fromkeys(feature_names(), 0.0), rank)


def test_article_boost() -> None:
    """An article quoted before comes first only where it was a little behind."""
    order = [ranked("a.txt", 2), ranked("b.txt", 2 - QUOTED_ARTICLE_BOOST / 2), ranked("c.txt", 1)]
    files = [
        each.candidate.passage.article.source.id for each in with_article_boost(order, frozenset({"b.txt", "c.txt"}))
    ]
    assert files == ["b.txt", "a.txt", "c.txt"]
    assert with_article_boost(order, frozenset()) == tuple(order)


def test_nothing_known() -> None:
    """A previous question is ignored when the articles know none of its words."""
    answer = LIBRARY.ask("when was she chosen?", after=PreviousTurn("Who is Xyzzy Plugh?"))
    assert answer.searched_for is None
    assert not any("Xyzzy" in each for each in answer.unknown_terms)


def test_asked_after() -> None:
    """A follow-up question is answered with the context of the previous one, and the answer says so."""
    answer = LIBRARY.ask("when was she chosen?", after=PreviousTurn("Who is Ada Lovell?"))
    assert answer.question == "when was she chosen?"
    assert answer.searched_for == "when was she chosen? (Ada Lovell)"
    assert answer.quotes[0].text[: answer.quotes[0].text.index("1912")].endswith("She was chosen in May ")
    assert answer.known_terms == ("chosen",)


@pytest.mark.parametrize(
    ("earlier", "question", "searched_for"),
    [
        ("Who is Ada Lovrell?", "when was she chossen?", "when was she chosen? (Ada Lovell)"),
        ("What is the drum law?", "and how many ballots?", "and how many votes? (drum rule)"),
    ],
)
def test_read_as_any_other(earlier: str, question: str, searched_for: str) -> None:
    """Both questions are corrected and expanded by synonyms, as they are when each is asked alone."""
    answer = WITH_SYNONYMS.ask(question, after=PreviousTurn(earlier))
    assert answer.searched_for == searched_for
    assert answer.answered


def test_refused_after() -> None:
    """What the articles do not hold is refused after an answer, too."""
    assert not LIBRARY.ask(
        "how tall is she?", after=PreviousTurn("Who is Ada Lovell?", frozenset({"gate.txt"}))
    ).answered


def test_chain() -> None:
    """The previous turn of a third question is the second as contextualized."""
    first = LIBRARY.ask("Who keeps the south gate?")
    second = LIBRARY.ask("who chose him?", after=turn_from(first, None))
    before = turn_from(second, turn_from(first, None))
    assert before is not None
    assert before.question == second.searched_for
    third = LIBRARY.ask("when?", after=before)
    assert third.answered
    assert "1920" in third.quotes[0].text


def test_turn_from() -> None:
    """The previous turn has this question and the articles that answered it; small talk keeps the one before."""
    answer = LIBRARY.ask("Who keeps the south gate?")
    before = turn_from(answer, None)
    assert before == PreviousTurn("Who keeps the south gate?", frozenset(quote.article.id for quote in answer.quotes))
    assert turn_from(LIBRARY.ask("thanks"), before) == before


@some
@given(hostile, st.sampled_from(FRESH))
def test_fresh(earlier: str, question: str) -> None:
    """A question that is no follow-up has the answer that it has alone, whatever came before."""
    after = PreviousTurn(earlier, frozenset({"gate.txt"}))
    assert LIBRARY.ask(question, after=after) == LIBRARY.ask(question)


@pytest.mark.parametrize("earlier", ["", "hello", "?!", "x" * (LONGEST + 1), "who is it?"])
def test_turn_without_content(earlier: str) -> None:
    """After a turn without content, a question is asked as it is."""
    assert LIBRARY.ask("when was she chosen?", after=PreviousTurn(earlier)) == LIBRARY.ask("when was she chosen?")


@some
@given(hostile, hostile)
def test_any_text(earlier: str, question: str) -> None:
    """No text raises but what cannot be asked at all, and the question stays what was asked."""
    try:
        alone = LIBRARY.ask(question)
    except QuestionError:
        return
    answer = LIBRARY.ask(f"and {question}"[:LONGEST], after=PreviousTurn(earlier))
    assert answer.question == LIBRARY.ask(f"and {question}"[:LONGEST]).question
    assert LIBRARY.ask(question, after=None) == alone
