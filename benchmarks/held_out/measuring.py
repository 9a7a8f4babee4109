"""How good are the answers to held-out questions? A folder of articles and questions → figures with their intervals."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.communities.engines import pullquote
from benchmarks.communities.labelled import CommunityQuestion
from benchmarks.communities.measuring import Asked, Figures, asked, figures
from benchmarks.held_out.intervals import Interval, auc_interval, share_interval
from benchmarks.held_out.labelled import WORDING
from retrieval.analysis.passages import passages
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.evaluation.calibration import auc
from retrieval.evaluation.metrics import rankings
from retrieval.ingest.files import read_folder


def answers(folder: Path, questions: Sequence[CommunityQuestion]) -> list[Asked]:
    """The questions with what Pullquote quotes from the articles in the folder."""
    return asked(questions, WORDING, pullquote(folder))


def lines(found: Sequence[Asked]) -> Iterator[str]:
    """The figures of all answers, and then the first quotes by the questions' styles."""
    of = figures(found)
    yield _share("first quote right", of.first, of.answerable)
    yield _share("right quote in three", of.found, of.answerable)
    yield _share("refused wrongly", of.refused, of.answerable)
    yield _share("none refused", of.unanswerable_refused, of.unanswerable)
    for style, each in _by_style(found).items():
        yield _share(f"first quote right, {style}", each.first, each.answerable)
        yield _share(f"none refused, {style}", each.unanswerable_refused, each.unanswerable)


def auc_line(folder: Path, questions: Sequence[CommunityQuestion]) -> str:
    """How well the probability of an answer distinguishes the questions that have one from the others."""
    found = list(zip(questions, _probabilities(folder, questions), strict=True))
    kept = sorted(probability for question, probability in found if question.is_answerable)
    refused = sorted(probability for question, probability in found if not question.is_answerable)
    area = auc(kept, refused)
    return _line("AUC", f"{area:.3f}", auc_interval(area, len(kept), len(refused)))


def _probabilities(folder: Path, questions: Sequence[CommunityQuestion]) -> list[float]:
    """The probability that the best candidate answers, for each question."""
    found = tuple(passage for article in read_folder(folder).articles for passage in passages(article))
    labelled = tuple(LabelledQuestion(each.id, each.wordings[WORDING], {}, ()) for each in questions)
    return [each.probability for each in rankings(Collection(found, labelled))]


def _by_style(found: Sequence[Asked]) -> dict[str, Figures]:
    styles = sorted({each.question.kinds[-1] for each in found})
    return {style: figures([each for each in found if each.question.kinds[-1] == style]) for style in styles}


def _share(label: str, count: int, total: int) -> str:
    return _line(label, f"{count}/{total} {count / max(total, 1):.3f}", share_interval(count, total))


def _line(label: str, figure: str, interval: Interval) -> str:
    return f"{label:26} {figure:>14} ({interval.low:.3f} to {interval.high:.3f})"
