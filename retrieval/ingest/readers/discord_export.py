"""The reader for a Discord channel as DiscordChatExporter writes it to JSON: each message is an article of its own.

So the source of a quote is the message, with its author, its day, and the address that leads to it in Discord.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import regex

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata, clean_date, clean_text
from retrieval.ingest.readers.discord_markup import message_blocks
from retrieval.records import Article

WRITTEN = frozenset(
    ("Default", "Reply", "0", "19")
)  # kinds of messages that people write; others tell of joins, pins …
FEWEST_WORDS = 4  # of a message that says something by itself
WORD = regex.compile(r"[\p{L}\p{N}]+")
MESSAGE_URL = "https://discord.com/channels/{guild}/{channel}/{message}"
DIRECT = "0"  # the server's id of a conversation that is on none

Values = Mapping[str, Any]


def read_discord_export(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The articles that the messages of a channel are.

    Raises:
        UnreadableArticleError: the export is cut off, or no message has a sentence.
    """
    try:
        export = json.loads(data)
        messages: Sequence[Values] = export["messages"]
        articles = tuple(_articles(export["guild"], export["channel"], messages))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableArticleError(
            f"`{name}` is broken: it is no whole export of a channel", "export it again"
        ) from error
    if not articles:
        raise UnreadableArticleError(f"`{name}` has no message with a sentence in it", "export another channel")
    left_out = len(messages) - len(articles)
    note = f"`{name}`: {left_out} of its {len(messages)} messages are no sentence, or were not written by a person"
    return ParsedDocument(articles, (note,) if left_out else ())


def _articles(guild: Values, channel: Values, messages: Sequence[Values]) -> Iterator[Article]:
    for message in messages:
        blocks = list(message_blocks(message.get("content") or ""))
        if message.get("type", "Default") not in WRITTEN or _word_count(blocks) < FEWEST_WORDS:
            continue
        author = message.get("author") or {}
        metadata = SourceMetadata(
            title=clean_text(f"#{channel['name']}"),
            author=clean_text(author.get("nickname") or author.get("name")),
            publisher=clean_text(guild.get("name")),
            published=clean_date(str(message.get("timestamp"))[:10]),
        )
        server = "@me" if str(guild["id"]) == DIRECT else guild["id"]
        url = MESSAGE_URL.format(guild=server, channel=channel["id"], message=message["id"])
        try:
            yield compose(blocks, metadata, name=url)
        except UnreadableArticleError:
            continue


def _word_count(blocks: Sequence[ParsedBlock]) -> int:
    return sum(len(WORD.findall(block.text)) for block in blocks)
