import json
from typing import Any

import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.readers.discord_export import read_discord_export
from retrieval.ingest.readers.discord_markup import message_blocks
from retrieval.records import BlockKind, Setting
from tests.retrieval.ingest.reading import articles_in

GATE = "The north gate opens at seven in the morning."


def message(number: int, content: str, kind: str = "Default", **author: str) -> dict[str, Any]:
    """A message as DiscordChatExporter writes it."""
    return {
        "id": str(number),
        "type": kind,
        "timestamp": "2024-05-22T10:00:00.123+00:00",
        "content": content,
        "author": {"id": "5", "name": "ada", "nickname": "Ada L.", **author},
        "attachments": [],
    }


def export(*messages: dict[str, Any], guild: str = "11") -> bytes:
    """The export of a channel with these messages."""
    channel = {"id": "22", "type": "GuildTextChat", "name": "rules"}
    whole = {"guild": {"id": guild, "name": "Plot club"}, "channel": channel, "messages": messages}
    return json.dumps(whole, indent=2).encode()


def test_each_message_is_an_article() -> None:
    """The source of a message is its own address, with its author and its day."""
    one, two = articles_in(export(message(33, GATE), message(34, "The warden locks it at dusk.", "Reply")), "a.json")
    assert one.version.text == GATE
    assert one.source.url == one.source.id == "https://discord.com/channels/11/22/33"
    assert (one.source.title, one.source.publisher, one.author) == ("#rules", "Plot club", "Ada L.")
    assert (str(one.source.published), two.source.url) == ("2024-05-22", "https://discord.com/channels/11/22/34")


def test_direct_messages() -> None:
    """Messages on no server have the address that Discord gives them."""
    (article,) = articles_in(export(message(33, GATE), guild="0"), "a.json")
    assert article.source.url == "https://discord.com/channels/@me/22/33"


def test_what_is_left_out_is_counted() -> None:
    """Messages without a sentence, and those that Discord itself writes, are left out with a note."""
    data = export(
        message(1, GATE),
        message(2, "ok"),
        message(3, ""),
        message(4, "Ada pinned a message here.", "ChannelPinnedMessage"),
    )
    document = read_discord_export(data, name="a.json")
    assert len(document.articles) == 1
    assert document.notes == ("`a.json`: 3 of its 4 messages are no sentence, or were not written by a person",)


def test_blocks() -> None:
    """Lines stay together; items, quotations and code are blocks of their own."""
    found = [
        (block.kind, block.level, block.marker, block.setting, block.text)
        for block in message_blocks("One\ntwo\n\n> said\n- a\n  - b\n1. c\n```py\nx = 1\n```\nend")
    ]
    assert found == [
        (BlockKind.PARAGRAPH, 0, None, None, "One\ntwo"),
        (BlockKind.PARAGRAPH, 0, None, Setting.QUOTATION, "said"),
        (BlockKind.ITEM, 1, None, None, "a"),
        (BlockKind.ITEM, 2, None, None, "b"),
        (BlockKind.ITEM, 1, "1.", None, "c"),
        (BlockKind.CODE, 0, None, None, "x = 1"),
        (BlockKind.PARAGRAPH, 0, None, None, "end"),
    ]


@pytest.mark.parametrize("data", [export(message(1, GATE))[:-9], export(message(1, "ok"))])
def test_unreadable(data: bytes) -> None:
    """An export that is cut off, or in which nobody says anything, is one line."""
    with pytest.raises(UnreadableArticleError, match=r"`a\.json` (?:is broken|has no message)"):
        articles_in(data, "a.json")
