import sys
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime", reason="the extra `reranker` is not installed")
pytest.importorskip("onnx", reason="the extra `test` is not installed")

from hypothesis import given
from hypothesis import strategies as st

from retrieval.cross_encoder.model import BATCH, INPUTS, LANGUAGES, MAX_TOKENS, MODEL, TOKENIZER, CrossEncoder
from retrieval.errors import RerankerError
from tests.retrieval.tiny_model import write_model

WEIGHTS = {"gold": 3.0, "silver": 2.0, "bronze": 1.0}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:
    """A model that likes metals in texts."""
    return CrossEncoder(write_model(tmp_path_factory.mktemp("model"), WEIGHTS))


def test_logits(model: CrossEncoder) -> None:
    """Each text has its own logit, in the order of the texts, and the question's words have none."""
    texts = ["tin and silver", "tin", "gold", "a long line of bronze and then of tin", "silver"]
    assert model.logits("gold or not?", texts) == (2, 0, 3, 1, 2)


def test_no_texts(model: CrossEncoder) -> None:
    """No text has no logit."""
    assert model.logits("gold?", []) == ()


def test_long_text(model: CrossEncoder) -> None:
    """What stands beyond the longest pair is not read; the question is read all the same."""
    assert model.logits("tin?", [f"{'tin ' * MAX_TOKENS} gold", "gold " * MAX_TOKENS]) == (0, 3)


@given(st.lists(st.text(max_size=40), max_size=2 * BATCH + 1), st.text(max_size=600))
def test_any_text(model: CrossEncoder, texts: list[str], question: str) -> None:
    """Whatever the texts and the question are, there is one logit a text, and it is the text's alone."""
    logits = model.logits(question, texts)
    assert logits is not None
    assert len(logits) == len(texts)
    assert list(logits) == [(model.logits(question, [text]) or ())[0] for text in texts]


def test_stop(model: CrossEncoder) -> None:
    """A reading that is not wanted any more ends before its next batch."""
    asked: list[None] = []

    def keep_on() -> bool:
        asked.append(None)
        return len(asked) < 2

    assert model.logits("gold?", ["gold"] * (3 * BATCH), keep_on=keep_on) is None
    assert len(asked) == 2


@pytest.mark.parametrize(("text", "languages"), [(None, {"en"}), ("de", {"de"}), ("en de\nfr\n", {"en", "de", "fr"})])
def test_languages(tmp_path: Path, text: str | None, languages: set[str]) -> None:
    """A folder says which languages its model reads; one that does not has an English one."""
    write_model(tmp_path, WEIGHTS)
    if text is not None:
        (tmp_path / LANGUAGES).write_text(text)
    assert CrossEncoder(tmp_path).languages == languages


@pytest.mark.parametrize("text", ["", "english", "EN", "en, de"])
def test_no_languages(tmp_path: Path, text: str) -> None:
    """A file of languages that are none is an error, which names it."""
    (write_model(tmp_path, WEIGHTS) / LANGUAGES).write_text(text)
    with pytest.raises(RerankerError, match=LANGUAGES) as raised:
        CrossEncoder(tmp_path)
    assert raised.value.hint


@pytest.mark.parametrize("missing", [MODEL, TOKENIZER])
def test_missing_file(tmp_path: Path, missing: str) -> None:
    """A folder without one of the files is an error, which names the file and says how to get it."""
    (write_model(tmp_path, WEIGHTS) / missing).unlink()
    with pytest.raises(RerankerError, match=missing) as raised:
        CrossEncoder(tmp_path)
    assert "pullquote reranker install" in raised.value.hint


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is an error, which names it."""
    with pytest.raises(RerankerError, match="nowhere"):
        CrossEncoder(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"nothing", b"\x08\x07\x12\x07", b"{}", b"[]", b'{"model": null}'])
@pytest.mark.parametrize("file", [MODEL, TOKENIZER])
def test_damaged_file(tmp_path: Path, file: str, content: bytes) -> None:
    """A file that is something else is an error of one line, which names the file."""
    (write_model(tmp_path, WEIGHTS) / file).write_bytes(content)
    with pytest.raises(RerankerError, match=file) as raised:
        CrossEncoder(tmp_path)
    assert "\n" not in str(raised.value)


def test_half_a_file(tmp_path: Path) -> None:
    """A model that was not copied to its end is an error."""
    path = write_model(tmp_path, WEIGHTS) / MODEL
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(RerankerError, match=MODEL):
        CrossEncoder(tmp_path)


def test_other_model(tmp_path: Path) -> None:
    """A model with several numbers for a pair, or with other inputs, is no cross-encoder, and an error."""
    with pytest.raises(RerankerError, match="one number"):
        CrossEncoder(write_model(tmp_path / "labels", WEIGHTS, labels=3))
    with pytest.raises(RerankerError, match="pixels"):
        CrossEncoder(write_model(tmp_path / "inputs", WEIGHTS, inputs=[*list(INPUTS)[:2], "pixels"]))


def test_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error names it and the command that installs it."""
    write_model(tmp_path, WEIGHTS)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(RerankerError, match="extra `reranker`") as raised:
        CrossEncoder(tmp_path)
    assert "pip install" in raised.value.hint
