"""The reader for one page of a wiki, in MediaWiki's own markup."""

from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata
from retrieval.ingest.encoding.text_file import decode_text, text_notes
from retrieval.ingest.wikitext.blocks import page_blocks


def read_wikitext(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a file of wikitext holds.

    Raises:
        UnreadableArticleError: the file is blank, binary, or in no known encoding.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    blocks = list(page_blocks(decoded.text.removeprefix("\ufeff")))
    return ParsedDocument((compose(blocks, SourceMetadata(), name=name),), text_notes(decoded, name=name))
