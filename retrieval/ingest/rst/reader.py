"""The reader for reStructuredText: docutils parses it, and what only Sphinx knows is read leniently."""

from io import StringIO

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.transforms.references import Substitutions
from docutils.utils import new_document

from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.encoding.text_file import decode_text, text_notes
from retrieval.ingest.rst.blocks import document_blocks
from retrieval.ingest.rst.docinfo import docinfo
from retrieval.ingest.rst.lenient import lenient_registry

SETTINGS = {
    "file_insertion_enabled": False,  # no `include`, and no table or raw text from another file or address
    "raw_enabled": True,  # what is raw is parsed as such, and then left out
    "halt_level": 5,  # above the severest message: nothing ends the reading
    "report_level": 5,
    "line_length_limit": 10_000_000,  # characters
    "syntax_highlight": "none",
    "pep_references": False,
    "rfc_references": False,
    "tab_width": 8,
    "auto_id_prefix": "id",  # of ids whose number the site alone knows
}


def read_rst(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a file of reStructuredText holds.

    Raises:
        UnreadableArticleError: the file is blank, binary, or in no known encoding.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    front = parse_front_matter(decoded.text)
    tree = _parse(decoded.text[front.end :] if front.is_parsed else decoded.text)
    metadata = front.metadata.or_else(docinfo(tree))
    article = compose(list(document_blocks(tree)), metadata, name=name)
    return ParsedDocument((article,), text_notes(decoded, name=name))


def _parse(text: str) -> nodes.document:
    settings = get_default_settings(Parser)
    for option, value in {**SETTINGS, "warning_stream": StringIO()}.items():
        setattr(settings, option, value)
    tree = new_document("", settings)
    with lenient_registry():
        Parser().parse(text.removeprefix("\ufeff"), tree)
    Substitutions(tree).apply()
    return tree
