"""What does reStructuredText state of itself? The list of fields at its beginning, such as `:Author: Jane Doe`."""

from collections.abc import Iterator

from docutils import nodes

from retrieval.ingest.document.metadata import SourceMetadata, clean_date, clean_language, clean_text, clean_url

UNSEEN = (nodes.comment, nodes.target, nodes.substitution_definition, nodes.title, nodes.pending)
BIBLIOGRAPHIC = frozenset(
    "author authors organization contact address version revision status date copyright lang language url title".split()
)


def docinfo(document: nodes.document) -> SourceMetadata:
    """What the list of fields at the beginning of `document` states."""
    fields = [field for each in opening_fields(document) for field in each.findall(nodes.field)]
    stated = {_name(field): field[1].astext() for field in fields}
    authors = stated.get("author") or stated.get("authors")
    return SourceMetadata(
        title=clean_text(stated.get("title")),
        author=clean_text(authors),
        published=clean_date(stated.get("date")),
        url=clean_url(stated.get("url")),
        language=clean_language(stated.get("lang") or stated.get("language")),
    )


def opening_fields(document: nodes.document) -> Iterator[nodes.field_list]:
    """The list of fields before the title, which is not shown, and one after it that says who wrote the text."""
    yield from _first(document)
    sections = [each for each in document if isinstance(each, nodes.section)]
    for each in _first(sections[0]) if sections else ():
        if all(_name(field) in BIBLIOGRAPHIC for field in each.findall(nodes.field)):
            yield each


def _first(parent: nodes.Element) -> Iterator[nodes.field_list]:
    seen = next((each for each in parent if not isinstance(each, UNSEEN)), None)
    if isinstance(seen, nodes.field_list):
        yield seen


def _name(field: nodes.field) -> str:
    return " ".join(field[0].astext().lower().split())
