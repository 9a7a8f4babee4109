import json
from math import log2
from pathlib import Path

import pytest

from retrieval.errors import CollectionError
from retrieval.evaluation.beir import Collection, read_collection, read_to_refuse
from retrieval.evaluation.metrics import figures, rankings, run_of, trec_line

CORPUS = [
    {"_id": "p1", "title": "Lighthouse", "text": "The keeper slept. The keeper of the lighthouse is Ada Lovell."},
    {"_id": "p2", "title": "Harbour", "text": "The harbour has nine boats. The keeper never sees them."},
    {"_id": "p3", "title": "", "text": "Dragons guard gold."},
    {"_id": "p4", "text": "…"},
]
QUERIES = [
    {"_id": "q1", "text": "Who is the keeper of the lighthouse?", "metadata": {"answers": ["Ada Lovell"]}},
    {"_id": "q2", "text": "How many boats has the harbour?", "metadata": {"answers": ["twelve"]}},
    {"_id": "q3", "text": "Which keeper guards gold?"},
    {"_id": "q4", "text": "?!"},
    {"_id": "unjudged", "text": "Who?"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp2\t2\nq3\tp2\t1\nq4\tp1\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small collection in BEIR's format."""
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)) + "\n\n", encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def test_lines_are_passages(folder: Path) -> None:
    """Each line of the corpus is one passage with its title; one without a sentence is left out."""
    passages = read_collection(folder).passages
    assert [passage.article.source.id for passage in passages] == ["p1", "p2", "p3"]
    assert [len(passage.sentences) for passage in passages] == [2, 2, 1]
    assert [passage.article.source.title for passage in passages] == ["Lighthouse", "Harbour", None]


def test_only_judged_questions(folder: Path) -> None:
    """A question that no passage is judged for is not asked."""
    questions = read_collection(folder).questions
    assert [question.id for question in questions] == ["q1", "q2", "q3", "q4"]
    assert questions[1].grades == {"p2": 2}
    assert questions[1].answers == ("twelve",)


def test_figures_by_hand(folder: Path) -> None:
    """Two questions of four come first, one second, one cannot be asked; of the two, one sentence holds its answer."""
    found = list(rankings(read_collection(folder)))
    places = [[ranked.candidate.passage.article.source.id for ranked in each.ranked] for each in found]
    assert [place[:1] for place in places] == [["p1"], ["p2"], ["p3"], []]
    second = places[2].index("p2") + 1
    measured = figures(found)
    assert measured.questions == 4
    assert measured.hit_at_1 == pytest.approx(2 / 4)
    assert measured.mrr_at_10 == pytest.approx((1 + 1 + 1 / second) / 4)
    assert measured.ndcg_at_10 == pytest.approx((1 + 1 + 1 / log2(1 + second)) / 4)
    assert measured.sentence == pytest.approx(1 / 2)


def test_a_run_without_a_line(folder: Path) -> None:
    """When no question finds anything, every measure is 0."""
    (folder / "corpus.jsonl").write_text(json.dumps({"_id": "p9", "text": "Nothing."}), encoding="utf-8")
    measured = figures(list(rankings(read_collection(folder))))
    assert (measured.hit_at_1, measured.mrr_at_10, measured.ndcg_at_10) == (0, 0, 0)
    assert measured.sentence is None


def test_numbers_may_be_ids(folder: Path) -> None:
    """An id that is a number is the text of that number, as in the judgements."""
    (folder / "queries.jsonl").write_text('{"_id": 7, "text": "Who?", "metadata": {"answers": null}}', encoding="utf-8")
    (folder / "qrels.tsv").write_text("7\tp1\t1\n", encoding="utf-8")
    assert [question.id for question in read_collection(folder).questions] == ["7"]


def _with_questions_to_refuse(folder: Path, text: str) -> Collection:
    (folder / "refuse.txt").write_text(text, encoding="utf-8")
    collection = read_collection(folder)
    return collection._replace(questions=collection.questions + read_to_refuse(folder / "refuse.txt"))


def test_questions_to_refuse_may_be_plain(folder: Path) -> None:
    """A file of questions to refuse has one a line, in plain text or as a JSON object; blank lines are passed over."""
    text = 'Who won?\n\n{"_id": "q1", "text": "Who lost?"}\n'
    to_refuse = _with_questions_to_refuse(folder, text).questions[4:]
    assert [question.text for question in to_refuse] == ["Who won?", "Who lost?"]
    assert not any(question.grades for question in to_refuse)


def test_refusal_by_hand(folder: Path) -> None:
    """What shares no word, cannot be asked or is small talk is refused at probability 0, the answered ones are not."""
    found = list(rankings(_with_questions_to_refuse(folder, "Where is Vienna?\n?!\nThank you, keeper!\n")))
    assert [(each.probability > 0, each.refused) for each in found[4:]] == [(False, True)] * 3
    assert [each.refused for each in (found[0], found[3])] == [False, True]
    refusal = figures(found).refusal
    assert refusal is not None
    assert refusal.questions == 3
    assert refusal.auc == pytest.approx((3 + 0.5) / 4)  # only "?!" ties with the three
    assert refusal.shipped.refused == 1
    assert refusal.shipped.kept == sum(not each.refused for each in found[:4]) / 4


def test_questions_to_refuse_change_no_other_figure(folder: Path) -> None:
    """The ranking's figures and run are those of the questions that have an answer."""
    alone = list(rankings(read_collection(folder)))
    together = list(rankings(_with_questions_to_refuse(folder, "Which keeper is asleep?")))
    assert figures(together).model_copy(update={"refusal": None}) == figures(alone)
    assert list(run_of(together)) == list(run_of(alone))


@pytest.mark.parametrize(
    ("text", "said"), [("\n", "holds no questions"), ('Who?\n{"_id": "q"}', "line 2 has no `text`")]
)
def test_bad_questions_to_refuse(folder: Path, text: str, said: str) -> None:
    """A file without questions, or with a line that is half an object, is one clear line."""
    with pytest.raises(CollectionError, match=said):
        _with_questions_to_refuse(folder, text)


def test_depth(folder: Path) -> None:
    """No more candidates are ranked than asked for."""
    assert max(len(each.ranked) for each in rankings(read_collection(folder), depth=1)) == 1


def test_run(folder: Path) -> None:
    """A run has each candidate with its place, and scores that fall, as trec_eval sorts by them."""
    run = [line for line in run_of(rankings(read_collection(folder))) if line[0] == "q1"]
    assert [place for _, _, place, _ in run] == list(range(1, len(run) + 1))
    scores = [score for *_, score in run]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert trec_line("q", "p", 1, 0.5) == "q Q0 p 1 0.500000000 pullquote\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("corpus.jsonl", "{", "line 1 is not JSON"),
        ("corpus.jsonl", '{"_id": "p1", "text": "a"}\n{}', "line 2 has no `_id`"),
        ("corpus.jsonl", '{"_id": "p1", "text": "a"}\n[]', "line 2 is no JSON object"),
        ("corpus.jsonl", '{"_id": "p1", "text": "a"}\n{"_id": "p1", "text": "b"}', "line 2 has `p1` again"),
        ("corpus.jsonl", '{"_id": "p1", "text": null}', "line 1 has a bad `text`"),
        ("corpus.jsonl", '{"_id": "p1", "text": "a", "title": []}', "line 1 has a bad `title`"),
        ("corpus.jsonl", '{"_id": "p1", "text": "\\ud800"}', "line 1 is not JSON"),
        ("queries.jsonl", '{"_id": "q1", "text": "a", "metadata": {"answers": "b"}}', "bad `metadata.answers`"),
        ("qrels.tsv", "q1\tp1\t--1", "holds no labelled questions"),
        ("qrels.tsv", "q1\tp1\t1\nq1\tp2\t²", "line 2 is no judgement"),
        ("queries.jsonl", '{"_id": "q1"}', "line 1 has no `text`"),
        ("qrels.tsv", "query\tcorpus\tscore\nq1\tp1", "line 2 is no judgement"),
        ("qrels.tsv", "q1\tp1\tgood\nq1\tp1\tgood", "line 2 is no judgement"),
        ("qrels.tsv", "query\tcorpus\tscore\n", "holds no labelled questions"),
        ("corpus.jsonl", "\n", "holds no labelled questions"),
    ],
)
def test_bad_collections(folder: Path, name: str, text: str, said: str) -> None:
    """A line that is not as it must be is named with its file and number."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CollectionError, match=said):
        read_collection(folder)


def test_missing_files(tmp_path: Path) -> None:
    """A folder without the files is one clear line."""
    with pytest.raises(CollectionError, match=r"corpus\.jsonl"):
        read_collection(tmp_path)


def test_not_utf8(folder: Path) -> None:
    """A file in another encoding is one clear line."""
    (folder / "qrels.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CollectionError, match="not UTF-8"):
        read_collection(folder)
