"""tantivy, with the language's stemmer where it has one: lower-case words, long ones left out, stemmed, as `en_stem`.

Hindi gets a tokenizer that keeps marks, for its simple one cuts words at them; Chinese, Japanese and Thai get
single letters and pairs. Any term of the question may be in any field, which is what its query parser makes of words.

It is asked in the fastest way it offers: no positions in the index, which only phrases need; no count of all that
match, so that it may skip what cannot be among the best; and places from a column, not from stored documents.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from tantivy import Document, Filter, Index, Occur, Query, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder
from tantivy import Tokenizer as Cut

from benchmarks.peers.peer import DEPTH, Ask, Opened, Setting, Text
from benchmarks.peers.words import STEMMERS, UNSPACED, left_out, plain_settings

NAME = "tantivy"
TWO_FIELDS = "title and text as two fields"
LONGEST = 40  # bytes of a word in `en_stem`
HEAP = 60_000_000  # bytes
ANALYSED = "analysed"  # the analyser's name in the index
FREQUENCIES = "freq"  # the index has term frequencies, but no positions


def settings(language: str) -> Sequence[Setting]:
    """Title and text as one field or as two, with each choice of fields and words."""
    plain = plain_settings(language)
    return [*plain, *(each._replace(manner=TWO_FIELDS) for each in plain if each.titled)]


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in one segment in memory, with tantivy's k1 of 1.2 and b of 0.75."""
    index, analyser = Index(_schema(setting)), _analyser(language, setting)
    _fill(index, texts, analyser, setting)
    best = _best(index, analyser, setting, DEPTH)
    return lambda question: [texts[place].id for place in best(question)]


def build(texts: Iterable[Text], folder: Path, language: str, setting: Setting) -> None:
    """The index in segments as tantivy merges them."""
    _fill(Index(_schema(setting), path=str(folder)), texts, _analyser(language, setting), setting)


def reopened(folder: Path, language: str, setting: Setting, *, depth: int) -> Opened:
    """The index, mapped into memory; its writer stays once there was something to write."""
    index, analyser = Index.open(str(folder)), _analyser(language, setting)
    index.register_tokenizer(ANALYSED, analyser)
    writer = cache(lambda: index.writer(heap_size=HEAP, num_threads=1))

    def add(text: Text) -> None:
        writer().add_document(_document(int(text.id), text, setting))
        writer().commit()
        index.reload()

    best = _best(index, analyser, setting, depth)
    return Opened(lambda question: [str(place) for place in best(question)], add)


def _fill(index: Index, texts: Iterable[Text], analyser: TextAnalyzer, setting: Setting) -> None:
    index.register_tokenizer(ANALYSED, analyser)
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for place, text in enumerate(texts):
        writer.add_document(_document(place, text, setting))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _best(index: Index, analyser: TextAnalyzer, setting: Setting, depth: int) -> Callable[[str], list[int]]:
    """The indices of the best texts for a question."""
    schema, fields = index.schema, _fields(setting)

    def best(question: str) -> list[int]:
        terms = dict.fromkeys(analyser.analyze(question))
        either = [
            (Occur.Should, Query.term_query(schema, field, term, FREQUENCIES)) for term in terms for field in fields
        ]
        searcher = index.searcher()
        hits = searcher.search(Query.boolean_query(either), depth, count=False).hits
        places = searcher.fast_field_values("place", [address for _, address in hits])
        return [int(place) for place in places if place is not None]

    return best


def _analyser(language: str, setting: Setting) -> TextAnalyzer:
    cut = Cut.simple()
    if language in UNSPACED:
        cut = Cut.ngram(1, 2)
    elif language == "hi":
        cut = Cut.regex(r"[\p{L}\p{M}\p{N}]+")
    builder = TextAnalyzerBuilder(cut).filter(Filter.remove_long(LONGEST)).filter(Filter.lowercase())
    if without := left_out(language, setting):
        builder = builder.filter(Filter.custom_stopword(sorted(without)))
    if language in STEMMERS and language != "hi":  # for which tantivy has none
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.build()


def _fields(setting: Setting) -> Sequence[str]:
    return ("title", "body") if setting.manner == TWO_FIELDS else ("body",)


def _schema(setting: Setting) -> Schema:
    builder = SchemaBuilder().add_unsigned_field("place", fast=True)
    for field in _fields(setting):
        builder = builder.add_text_field(field, tokenizer_name=ANALYSED, index_option=FREQUENCIES)
    return builder.build()


def _document(place: int, text: Text, setting: Setting) -> Document:
    document = Document()
    document.add_unsigned("place", place)
    if setting.manner == TWO_FIELDS:
        document.add_text("title", text.title)
        document.add_text("body", text.body)
    else:
        document.add_text("body", setting.text(text))
    return document
