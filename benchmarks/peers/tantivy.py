"""tantivy, with the language's stemmer where it has one: lower-case words, long ones left out, stemmed, as `en_stem`.

Hindi gets a tokenizer that keeps marks, for its simple one cuts words at them; Chinese, Japanese and Thai get
single letters and pairs. Any term of the question may be in any field, which is what its query parser makes of words.
"""

from collections.abc import Sequence

from tantivy import Document, Filter, Index, Occur, Query, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder
from tantivy import Tokenizer as Cut

from benchmarks.peers.peer import DEPTH, Ask, Setting, Text
from benchmarks.peers.words import STEMMERS, STOP_WORDS, UNSPACED, plain_settings

NAME = "tantivy"
TWO_FIELDS = "title and text as two fields"
LONGEST = 40  # bytes of a word in `en_stem`
HEAP = 60_000_000  # bytes


def settings(language: str) -> Sequence[Setting]:
    """Title and text as one field or as two, besides which fields and words."""
    plain = plain_settings(language)
    return [*plain, *(each._replace(manner=TWO_FIELDS) for each in plain if each.titled)]


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in one segment in memory, with tantivy's k1 of 1.2 and b of 0.75."""
    analyser = _analyser(language, setting)
    fields = ["title", "body"] if setting.manner == TWO_FIELDS else ["body"]
    schema = _schema(fields)
    index = Index(schema)
    index.register_tokenizer("analysed", analyser)
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for place, text in enumerate(texts):
        writer.add_document(_document(place, text, setting))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(question: str) -> list[str]:
        terms = dict.fromkeys(analyser.analyze(question))
        either = [(Occur.Should, Query.term_query(schema, field, term)) for term in terms for field in fields]
        hits = searcher.search(Query.boolean_query(either), DEPTH).hits
        return [texts[searcher.doc(address)["place"][0]].id for _, address in hits]

    return ask


def _analyser(language: str, setting: Setting) -> TextAnalyzer:
    cut = Cut.simple()
    if language in UNSPACED:
        cut = Cut.ngram(1, 2)
    elif language == "hi":
        cut = Cut.regex(r"[\p{L}\p{M}\p{N}]+")
    builder = TextAnalyzerBuilder(cut).filter(Filter.remove_long(LONGEST)).filter(Filter.lowercase())
    if setting.stopped:
        builder = builder.filter(Filter.custom_stopword(list(STOP_WORDS[language])))
    if language in STEMMERS and language != "hi":  # for which tantivy has none
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.build()


def _schema(fields: Sequence[str]) -> Schema:
    builder = SchemaBuilder().add_unsigned_field("place", stored=True)
    for field in fields:
        builder = builder.add_text_field(field, tokenizer_name="analysed")
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
