"""What a reader makes of a small document, in a form that is easy to compare."""

from retrieval.ingest.document.detect import detect_format
from retrieval.ingest.readers.loader import load_reader
from retrieval.records import Article, Block, BlockKind, Setting

Shown = tuple[BlockKind, int, str]


def articles_in(data: bytes | str, name: str) -> tuple[Article, ...]:
    """The articles in a document, read in this process."""
    given = data.encode() if isinstance(data, str) else data
    return load_reader(detect_format(given, name=name))(given, name=name).articles


def article_in(data: bytes | str, name: str) -> Article:
    """The one article in a document."""
    (article,) = articles_in(data, name)
    return article


def blocks_in(data: bytes | str, name: str) -> list[tuple[Block, str]]:
    """Each block of the one article in a document, with its text."""
    article = article_in(data, name)
    return [(block, block.of(article.version.text)) for block in article.version.blocks]


def shown_in(data: bytes | str, name: str) -> list[Shown]:
    """Kind, level and text of each block."""
    return [(block.kind, block.level, text) for block, text in blocks_in(data, name)]


def settings_in(data: bytes | str, name: str) -> list[tuple[Setting | None, str]]:
    """Setting and text of each block."""
    return [(block.setting, text) for block, text in blocks_in(data, name)]
