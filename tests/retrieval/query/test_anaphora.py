import pytest

from retrieval.query.anaphora import is_followup, is_full_question, is_substitution, refers_to_people
from retrieval.query.parser import read_question

ANAPHORIC = (
    # somebody or something that is not named
    *("when did she pass it?", "how tall is he", "who told her?", "what's her birthday", "shes how old", "Who is she?"),
    *(
        "who reported it?",
        "what does it cost?",
        "how long did it take?",
        "did they attend?",
        "how many of them were there",
    ),
    *(
        "when did she meet Donald Trump?",
        "did Trump meet her?",
        "What did Harris say to them?",
        "SINCE WHEN IS SHE THERE?",
    ),
    # pointing to what was said
    *("when was that?", "why is that", "did Trump do that in 2018?", "what does that rule remove?", "who said that"),
    *(
        "who was there?",
        "who was there with Kim?",
        "what did Harris announce there?",
        "what happened then?",
        "then what?",
    ),
    *("what are those?", "who wrote this?", "are these people free?"),
    # putting something else into the one before
    *(
        "and pardons?",
        "And Trump?",
        "what about loans?",
        "How about Fat Joe?",
        "but why?",
        "or Biden?",
        "ok, and when?",
    ),
    # too little for a question
    *(
        "why?",
        "when",
        "how many women?",
        "which rapper?",
        "in what year?",
        "who else attended?",
        "any others?",
        "says who?",
    ),
    *("what happened next?", "where exactly?", "which one?", "how tall?"),
    # words that greetings are made of, about somebody
    *("what did she write?", "did they sing?"),
)
FRESH = (
    *(
        "Who is Steve Benjamin?",
        "how many pardons has Biden issued",
        "What is recidivism?",
        "baby bar exam when",
        "loans",
    ),
    *(
        "What did Kim say when she met her sister?",
        "Did Biden sign his proclamation?",
        "Who is Kim and who pardoned her?",
    ),
    *(
        "Did the administration change its rule?",
        "How do inmates get their jobs back?",
        "Did the aides say that they agree?",
    ),
    *("What is the rule that Harris announced?", "Who said that Biden pardoned eleven?", "Is it true that Kim passed?"),
    *(
        "How long did it take Kim to pass?",
        "What happened this year in Paris?",
        "Who pardoned those who were convicted?",
    ),
    *("Is there a rule about loans?", "there is a new rule", "How many people were there at the White House?"),
    *(
        "then-president Donald Trump",
        "Which other celebrities has Harris worked with?",
        "What more has Biden done for inmates?",
    ),
    *("Who did Kim thank herself?", "Wer war da?", "卡戴珊是谁", "¿Quién es Kim?"),
    # small talk
    *("thanks!", "that's great, thank you", "hi there", "stop it", "Who made you?", "can you help me with it?"),
)


@pytest.mark.parametrize("text", ANAPHORIC)
def test_followup(text: str) -> None:
    """A question that names neither who nor what is a follow-up."""
    assert is_followup(read_question(text))


@pytest.mark.parametrize("text", FRESH)
def test_fresh(text: str) -> None:
    """A question with its own subject and no word that points elsewhere is fresh, and so is small talk."""
    assert not is_followup(read_question(text))


def test_a_name_in_lower_case() -> None:
    """A name that only the articles tell to be one is what a pronoun may stand for."""
    question = read_question("what did kim say when she left?")
    assert is_followup(question)
    known = [query_term._replace(is_name=query_term.text == "kim") for query_term in question.query_terms]
    assert not is_followup(question._replace(query_terms=tuple(known)))


@pytest.mark.parametrize(("text", "does"), [("And Trump?", True), ("what about 2018?", True), ("who was it?", False)])
def test_completes(text: str, *, does: bool) -> None:
    """What begins as the rest of a question completes the one before."""
    assert is_substitution(read_question(text)) == does


@pytest.mark.parametrize(("text", "does"), [("And Trump?", False), ("What about loans?", False), ("And when?", True)])
def test_asks(text: str, *, does: bool) -> None:
    """A question word or an auxiliary, beside the opener's own, makes a question."""
    assert is_full_question(read_question(text)) == does


@pytest.mark.parametrize(
    ("text", "does"), [("when did she meet him?", True), ("when did she pass it?", False), ("why?", False)]
)
def test_of_people(text: str, *, does: bool) -> None:
    """All that is pointed to is one person or another."""
    assert refers_to_people(read_question(text)) == does
