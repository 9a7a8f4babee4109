"""The reader for Markdown and MDX: the article's text is what a reader of the rendered page sees."""

from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.frontmatter import parse_front_matter, parse_plain_head
from retrieval.ingest.document.header import BYTE_ORDER_MARK
from retrieval.ingest.document.metadata import SourceMetadata
from retrieval.ingest.encoding.text_file import decode_text, text_notes
from retrieval.ingest.markdown.blocks import markdown_blocks
from retrieval.records import Article


def read_markdown(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a Markdown file holds.

    Raises:
        UnreadableArticleError: the file is blank, binary, in no known encoding, or holds nothing to quote.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    return ParsedDocument(
        (markdown_article(decoded.text, file=name),),
        text_notes(decoded, name=name),
        address_keys=parse_front_matter(decoded.text).address_keys,
    )


def markdown_article(text: str, *, file: str) -> Article:
    """The article that the text of a Markdown file holds; offsets are those of the rendered text.

    Its main heading is its title; without one, what the front matter states, or another heading.

    Raises:
        UnreadableArticleError: it holds nothing to quote.
    """
    front = parse_front_matter(text)
    front = front if front.end else parse_plain_head(text)
    body = text[front.end :].removeprefix(BYTE_ORDER_MARK)
    blocks = markdown_blocks(body, is_mdx=file.lower().endswith(".mdx"))
    main = next((block.text for block in blocks if block.is_heading and block.level == 1), None)
    return compose(blocks, SourceMetadata(title=main).or_else(front.metadata), name=file)
