"""How relevant is a text to a question? A folder with an ONNX cross-encoder → a logit for each pair.

A cross-encoder reads question and text together and returns one number (Nogueira & Cho, 2019, "Passage Re-ranking with
BERT"). Plain onnxruntime and tokenizers run it: they are what fastembed's `TextCrossEncoder` runs too, without its
catalogue of models, its own downloads and its images. onnxruntime and tokenizers come with the extra `reranker`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from retrieval.analysis.language import ENGLISH
from retrieval.errors import RerankerError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

MODEL: Final = "model.onnx"
TOKENIZER: Final = "tokenizer.json"
LANGUAGES: Final = "languages.txt"
"""Optional: the ISO 639-1 codes of the languages that the model reads, separated by white space."""

MAX_TOKENS: Final = 128  # of a pair, question and separators included
BATCH: Final = 4  # pairs that are read at once; between batches the reading can be stopped
INPUTS: Final = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
"""The inputs that a BERT-like model may have, and the attribute of an `Encoding` that fills each."""

PROBE: Final = ("Who may open the gate?", "The gatekeeper opens the gate.")
INSTALL: Final = "`pullquote reranker install` fetches a model"
INSTALL_EXTRA: Final = "in a clone of the repository, `.venv/bin/pip install '.[reranker]'` installs it"


class CrossEncoder:
    """The model in one folder, loaded and tried on one pair; threads may share it.

    Attributes:
        languages: the ISO 639-1 codes of the languages that it reads.
    """

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`.

        Raises:
            RerankerError: the extra is not installed, or the folder has no model that can be used.
        """
        check_files(folder)
        self.languages = languages_in(folder)
        self._tokenizer = _tokenizer(folder / TOKENIZER)
        self._session = _session(folder / MODEL)
        self._inputs = _inputs(self._session, folder)
        self._try(folder)

    def logits(
        self, question: str, texts: Sequence[str], *, keep_on: Callable[[], bool] = lambda: True
    ) -> tuple[float, ...] | None:
        """A logit for each text, higher where it is more relevant; `None` once `keep_on` returns false.

        Of a pair of more than `MAX_TOKENS` the longer text is cut at its end.
        """
        pairs = self._tokenizer.encode_batch([(question, text) for text in texts])
        found = [0.0] * len(texts)
        for places in _batches(pairs):
            if not keep_on():
                return None
            for place, logit in zip(places, self._read([pairs[place] for place in places]), strict=True):
                found[place] = logit
        return tuple(found)

    def _read(self, pairs: "Sequence[Encoding]") -> Sequence[float]:
        longest = max(len(pair.ids) for pair in pairs)
        inputs = {name: _padded([getattr(pair, of) for pair in pairs], longest) for name, of in self._inputs.items()}
        (logits, *_) = self._session.run(None, inputs)
        return [float(logit) for logit in np.asarray(logits).reshape(len(pairs))]

    def _try(self, folder: Path) -> None:
        """Read one pair, so that a model of another kind is found at the start and not at a question."""
        question, text = PROBE
        try:
            self.logits(question, [text, text])
        except Exception as error:  # onnxruntime's errors have no common base
            problem = f"`{folder / MODEL}` does not return one number for a pair of texts"
            raise RerankerError(problem, f"name the folder of a cross-encoder with one label; {INSTALL}") from error


def check_files(folder: Path) -> None:
    """Check that the folder has the files of a model.

    Raises:
        RerankerError: the folder or a file is missing.
    """
    if not folder.is_dir():
        raise RerankerError(f"there is no folder `{folder}` with a model to rerank with", f"{INSTALL} into it")
    for name in (MODEL, TOKENIZER):
        if not (folder / name).is_file():
            raise RerankerError(f"`{folder}` has no `{name}`", f"{INSTALL} into it, or name another folder")


def languages_in(folder: Path) -> frozenset[str]:
    """The languages that the folder's model reads; English where the folder does not name them.

    Raises:
        RerankerError: the file that names them cannot be used.
    """
    path = folder / LANGUAGES
    try:
        found = frozenset(path.read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return frozenset({ENGLISH})
    except (OSError, UnicodeDecodeError) as error:
        raise RerankerError(f"`{path}` cannot be read as UTF-8 text", "write codes such as en into it") from error
    if not found or not all(len(code) == 2 and code.isalpha() and code.islower() for code in found):  # noqa: PLR2004 -- ISO 639-1
        raise RerankerError(
            f"`{path}` does not name languages by two letters each", "write ISO 639-1 codes into it, such as en de"
        )
    return found


def _tokenizer(path: Path) -> "Tokenizer":
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 -- optional, and slow to import
    except ImportError as error:
        raise _missing_extra() from error
    try:
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    except Exception as error:  # tokenizers raises nothing narrower
        raise RerankerError(f"`{path}` is no tokenizer that can be read", f"{INSTALL} into its folder") from error
    return tokenizer


def _session(path: Path) -> "InferenceSession":
    try:
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 -- optional, and slow to import
    except ImportError as error:
        raise _missing_extra() from error
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the other cores search
    options.log_severity_level = 3  # errors; its warnings are for who exports models
    try:
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common base
        raise RerankerError(f"`{path}` is no ONNX model that can be run", f"{INSTALL} into its folder") from error


def _missing_extra() -> RerankerError:
    return RerankerError(
        "a reranker needs the extra `reranker` (onnxruntime and tokenizers), which is not installed", INSTALL_EXTRA
    )


def _inputs(session: "InferenceSession", folder: Path) -> Mapping[str, str]:
    names = [each.name for each in session.get_inputs()]
    if unknown := [name for name in names if name not in INPUTS]:
        raise RerankerError(
            f"`{folder / MODEL}` has the input `{unknown[0]}`, which is unknown here",
            f"name the folder of a model with {', '.join(INPUTS)}; {INSTALL}",
        )
    return {name: INPUTS[name] for name in names}


def _batches(pairs: "Sequence[Encoding]") -> Iterator[Sequence[int]]:
    """The places of the pairs, `BATCH` at a time, pairs of about the same length together: less padding to read."""
    order = sorted(range(len(pairs)), key=lambda place: len(pairs[place].ids))
    return (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _padded(rows: Sequence[Sequence[int]], length: int) -> "np.ndarray[Any, np.dtype[np.int64]]":
    return np.array([[*row, *[0] * (length - len(row))] for row in rows], dtype=np.int64)
