r"""bm25s with its method `lucene`, its own tokenizer and PyStemmer, as its README shows.

Its pattern for words is `\b\w\w+\b`; for Hindi, Chinese, Japanese and Thai it is given the splitter of `words.py`.
A text cannot be added to its index, which has to be rebuilt for that.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bm25s import BM25
from bm25s.tokenization import Tokenizer

from benchmarks.peers.peer import DEPTH, Ask, Opened, Setting, Text
from benchmarks.peers.words import UNSPACED, left_out, plain_settings, splitter, stemmer

NAME = "bm25s"
NUMPY, NUMBA = "numpy", "numba"  # its backends
PATTERN = r"(?u)\b\w\w+\b"


def settings(language: str) -> Sequence[Setting]:
    """Which fields and words are searched; there is nothing else to choose."""
    return plain_settings(language)


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in memory, with the library's k1 of 1.5 and b of 0.75."""
    tokenizer = _tokenizer(language, setting)
    best = _best(_index(texts, tokenizer, setting), tokenizer, DEPTH)
    return lambda question: [texts[place].id for place in best(question)]


def build(texts: Iterable[Text], folder: Path, language: str, setting: Setting) -> None:
    """The index and the tokenizer's vocabulary, saved as its README shows."""
    tokenizer = _tokenizer(language, setting)
    _index(texts, tokenizer, setting).save(folder, show_progress=False)
    tokenizer.save_vocab(folder)


def reopened(folder: Path, language: str, setting: Setting, *, depth: int) -> Opened:
    """The index, loaded into memory."""
    tokenizer = _tokenizer(language, setting)
    tokenizer.load_vocab(folder)
    best = _best(BM25.load(folder, show_progress=False), tokenizer, depth)
    return Opened(lambda question: [str(place) for place in best(question)])


def _tokenizer(language: str, setting: Setting) -> Tokenizer:
    return Tokenizer(
        splitter=splitter(language) if language == "hi" or language in UNSPACED else PATTERN,
        stopwords=sorted(left_out(language, setting)) or None,
        stemmer=stemmer(language),
    )


def _index(texts: Iterable[Text], tokenizer: Tokenizer, setting: Setting) -> BM25:
    index = BM25(method="lucene", backend=setting.manner or NUMPY)
    bodies = (setting.text(text) for text in texts)
    index.index(tokenizer.tokenize(bodies, return_as="tuple", length=0, show_progress=False), show_progress=False)
    return index


def _best(index: BM25, tokenizer: Tokenizer, depth: int) -> Callable[[str], list[int]]:
    """The indices of the best texts for a question."""
    count = min(depth, index.scores["num_docs"])

    def best(question: str) -> list[int]:
        asked = tokenizer.tokenize([question], update_vocab=False, show_progress=False)
        places, scores = index.retrieve(asked, k=count, show_progress=False)
        return [int(place) for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    return best
