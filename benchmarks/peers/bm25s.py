r"""bm25s with its method `lucene`, its own tokenizer and PyStemmer, as its README shows.

Its pattern for words is `\b\w\w+\b`; for Hindi, Chinese, Japanese and Thai it is given the splitter of `words.py`.
"""

from collections.abc import Sequence

from bm25s import BM25
from bm25s.tokenization import Tokenizer

from benchmarks.peers.peer import DEPTH, Ask, Setting, Text
from benchmarks.peers.words import STOP_WORDS, UNSPACED, plain_settings, splitter, stemmer

NAME = "bm25s"
PATTERN = r"(?u)\b\w\w+\b"


def settings(language: str) -> Sequence[Setting]:
    """Nothing but which fields and words."""
    return plain_settings(language)


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in memory, with the library's k1 of 1.5 and b of 0.75."""
    tokenizer = Tokenizer(
        splitter=splitter(language) if language == "hi" or language in UNSPACED else PATTERN,
        stopwords=list(STOP_WORDS[language]) if setting.stopped else None,
        stemmer=stemmer(language),
    )
    index = BM25(method="lucene")
    tokens = tokenizer.tokenize([setting.text(text) for text in texts], return_as="tuple", show_progress=False)
    index.index(tokens, show_progress=False)

    def ask(question: str) -> list[str]:
        asked = tokenizer.tokenize([question], update_vocab=False, show_progress=False)
        places, scores = index.retrieve(asked, k=min(DEPTH, len(texts)), show_progress=False)
        return [texts[place].id for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    return ask
