from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retrieval.cross_encoder.pairs import LONGEST, LONGEST_ABOVE, question_beginning, text_to_read
from retrieval.ingest.files import read_folder
from retrieval.ranking.reranker import Ranked
from retrieval.records import Candidate
from tests.retrieval.ranked import asked_of, asked_of_texts
from tests.retrieval.samples import passage

FILLER = "Nobody else was there on that long and rainy day."


def test_neighbours() -> None:
    """The best sentence is read with those around it, in the article's order."""
    _, (best,) = asked_of_texts("Who opened the gate?", "It rained. The keeper opened the gate. Then he left.")
    assert text_to_read(best) == "It rained. The keeper opened the gate. Then he left."


def test_headings(tmp_path: Path) -> None:
    """What is read begins with the title and the headings, the outermost first."""
    (tmp_path / "rules.md").write_text("# Rules\n\n## Harbour\n\n### Gates\n\nThe keeper opens them at noon.\n")
    _, (best, *_) = asked_of("When does the keeper open the gates?", read_folder(tmp_path).articles)
    assert text_to_read(best) == "Rules: Harbour: Gates. The keeper opens them at noon."


def test_lead_in(tmp_path: Path) -> None:
    """An item of a list is read with the sentence that announces it."""
    (tmp_path / "rules.md").write_text(
        "# Rules\n\nAt noon the keeper does this:\n\n- opens the gate\n- rings the bell\n"
    )
    _, (best, *_) = asked_of("What is done with the bell?", read_folder(tmp_path).articles)
    assert "At noon the keeper does this:" in text_to_read(best)
    assert text_to_read(best).endswith("rings the bell")


def test_long_passage() -> None:
    """Of a long passage the nearest neighbours are read, and the best sentence wholly."""
    text = f"{FILLER} " * 20 + "The keeper opened the gate. " + f"{FILLER} " * 20
    _, ranked = asked_of_texts("Who opened the gate?", text)
    best = next(each for each in ranked if "gate" in each.sentence.of(each.candidate.passage.article.version.text))
    read = text_to_read(best)
    assert "The keeper opened the gate." in read
    assert FILLER in read
    assert len(read) <= LONGEST


@given(st.text(min_size=1, max_size=900), st.data())
def test_any_passage(text: str, data: st.DataObject) -> None:
    """Whatever the passage is, its sentence is read wholly, and nothing that is not the article's."""
    found = passage(f"It is {text} or not")
    sentence = data.draw(st.sampled_from(found.sentences))
    read = text_to_read(Ranked(Candidate(passage=found, score=1), sentence, {}, 0))
    assert " ".join(sentence.of(found.article.version.text).split()) in read
    assert len(read) <= max(LONGEST, len(sentence.of(found.article.version.text))) + 2 * LONGEST_ABOVE


def test_long_question() -> None:
    """Of a long question only the beginning is read, so that there is room for the text."""
    assert question_beginning("Where? " * 100).startswith("Where? Where?")
    assert len(question_beginning("Where? " * 100)) < 300
