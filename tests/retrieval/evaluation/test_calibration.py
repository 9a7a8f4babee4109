import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.calibration import KEEPING, Prediction, auc, refusal_figures

PROBABILITIES = st.lists(st.sampled_from([0, 0.1, 0.2, 0.5, 0.9, 1]), min_size=1, max_size=30)


def _judged(probabilities: list[float], enough: float = 0.5) -> list[Prediction]:
    return [Prediction(probability, probability < enough) for probability in probabilities]


def test_by_hand() -> None:
    """Of ten answerable questions at 0.1 to 1.0 nine, ten and ten must be kept; three of four others lie below 0.2."""
    answerable = [place / 10 for place in range(1, 11)]
    figures = refusal_figures(_judged(answerable), _judged([0, 0.1, 0.15, 0.8]))
    assert figures.questions == 4
    assert figures.auc == pytest.approx((10 + 9.5 + 9 + 2.5) / 40)
    assert [(point.keeping, point.threshold) for point in figures.curve] == [(90, 0.2), (95, 0.1), (99, 0.1)]
    assert [point.kept for point in figures.curve] == pytest.approx([0.9, 1, 1])
    assert [point.refused for point in figures.curve] == pytest.approx([3 / 4, 1 / 4, 1 / 4])
    assert (figures.shipped.kept, figures.shipped.refused) == pytest.approx((0.6, 3 / 4))


def test_the_shipped_decision_is_its_own() -> None:
    """The shipped refusals are counted, whatever the probabilities are."""
    figures = refusal_figures(
        [Prediction(0.9, refused=True), Prediction(0.9, refused=False)], [Prediction(0, refused=False)]
    )
    assert (figures.shipped.kept, figures.shipped.refused) == (0.5, 0)


@pytest.mark.parametrize(
    ("answerable", "to_refuse", "expected"),
    [([0.9, 0.8], [0.1, 0.2], 1), ([0.1], [0.9], 0), ([0.5], [0.5], 0.5), ([0, 1], [0, 1], 0.5)],
)
def test_auc(answerable: list[float], to_refuse: list[float], expected: float) -> None:
    """The area is 1 when all are above, 0 when all are below, and a half when they are alike."""
    assert auc(answerable, to_refuse) == expected


@given(PROBABILITIES, PROBABILITIES)
def test_auc_counts_pairs(answerable: list[float], to_refuse: list[float]) -> None:
    """The area is the share of pairs in the right order, ties counting half."""
    pairs = [(kept > refused) + (kept == refused) / 2 for kept in answerable for refused in to_refuse]
    assert auc(answerable, sorted(to_refuse)) == pytest.approx(sum(pairs) / len(pairs))


@given(PROBABILITIES, PROBABILITIES)
def test_thresholds_keep_what_they_promise(answerable: list[float], to_refuse: list[float]) -> None:
    """Each threshold keeps its share, the next higher probability would not, and the shares are those counted."""
    curve = refusal_figures(_judged(answerable), _judged(to_refuse)).curve
    assert [point.keeping for point in curve] == list(KEEPING)
    for point in curve:
        assert point.kept == pytest.approx(sum(each >= point.threshold for each in answerable) / len(answerable))
        assert point.kept >= point.keeping / 100 - 1e-9
        above = sum(each > point.threshold for each in answerable) / len(answerable)
        assert above < point.keeping / 100
        assert point.refused == sum(each < point.threshold for each in to_refuse) / len(to_refuse)
