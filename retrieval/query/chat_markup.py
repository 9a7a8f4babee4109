"""What does the author of a chat message write, and what does the chat put in? A message → its lines and their hints.

Chats write references as marks: `<@1>` a member, `<@&1>` a role, `<#1>` a channel, `<:name:1>` an emoji, `<t:1:R>` a
time, `</name:1>` a command. They, emoji, and addresses of messages and attachments carry no words, and are taken out.
Words that are there, but in no sentence of the author, are hints: names of channels, web addresses, code, quoted lines.
Text without any such mark stays as it is.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from retrieval.analysis.chat_marks import LINK, without_marks
from retrieval.analysis.tokenizer import has_word

MARKED = regex.compile(
    r"[<>`*_~|\\:;=^@\n]|\]\(|www\.|\b[xX]D|^\s*(?:#|-)|[^\x00-\u2fff]|[\u200d\u20e3\u2300-\u27bf]", regex.V1
)
FENCE = regex.compile(r"```(?:[\w+#.-]+\n)?(?P<code>.*?)(?:```|\Z)", regex.DOTALL)
QUOTED = regex.compile(r"^ *>(?:>>)?\s")
QUOTED_TO_THE_END = regex.compile(r"(?m)^ *>>>\s")
LINE_MARK = regex.compile(r"^\s*(?:#{1,3}\s+|-#\s+|[-*•]\s+(?=\S))")
NUMBER = regex.compile(r"^\s*\d{1,2}[.)]\s+(?=\S)")

COPIED = r"(?:(?<!\S)/?(?:cc|fyi|ping(?:ing)?|tagging|calling)[:,]?\s+)"  # "cc" is about the mention after it
MENTION = regex.compile(rf"{COPIED}?<(?:@[!&]?\d+|id:\w+)>|{COPIED}?(?<!\S)@(?:everyone|here)\b", regex.IGNORECASE)
CHANNEL = regex.compile(rf"{COPIED}?<#(?:\d+|(?P<name>[^<>\n]{{1,100}}))>", regex.IGNORECASE)
COMMAND = regex.compile(r"</(?P<name>[^<>:\n]{1,100}):\d+>")
EMOJI_OR_TIME = regex.compile(r"<a?:\w+:\d+>|<t:-?\d+(?::\w)?>")
SHORTCODE = regex.compile(r"(?<![\w:<])(?::(?:[+-]1|(?=[\w+~-]*[^\W\d])[\w+~-]{2,32}):)+(?![\w:`])")
EMOTICON = regex.compile(
    r"(?<!\S)(?:[:;=]['’]?-?[()DPpOo3/\\|*]+|[xX]D+|<3+|\^_*\^|[oO]_+[oO]|-_+-|T_+T|¯\\_\(ツ\)_/¯)(?=$|[\s.,!?])"
)
EMOJI = regex.compile(
    r"[\p{Extended_Pictographic}--[#*0-9©®™]][\ufe0f\u200d\p{Emoji_Modifier}]*|[0-9#*]\ufe0f?\u20e3"
    r"|[\U0001f1e6-\U0001f1ff\U000e0020-\U000e007f\ufe0f]",
    regex.V1,
)
ADDRESS = regex.compile(r"<?(?P<address>(?:https?://|(?<![\w.])www\.)[^\s<>]+)>?")
AFTER_ADDRESS = ".,;:!?'\")]}*_|"
OF_THE_CHAT = regex.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:discord(?:app)?\.(?:com/(?:channels|attachments|invite|events)|net/)|discord\.gg/"
    r"|discordapp\.com/attachments|tenor\.com/|giphy\.com/)",
    regex.IGNORECASE,
)
"""The beginnings of addresses that carry no words: messages, attachments, invitations and moving pictures."""
ADDRESS_WORD = regex.compile(r"\p{L}[\p{L}-]+\p{L}")
COMMON_IN_ADDRESSES = frozenset("http https www com org net html htm php index docs wiki github".split())

ERROR = regex.compile(
    r"^\s*(?:(?:[\w.]+(?:Error|Exception|Warning)\b|error|fatal|panic|exception|E)(?:\[\w+\])?: |Traceback \("
    r"|at [\w.<>]+ ?\()"
)
"""The beginning of a line that a program has written."""


class ChatMessage(NamedTuple):
    """What stands in a message, each in its order.

    Attributes:
        lines: what its author writes, without marks.
        names: the names of channels and the words of web addresses.
        code: blocks of code, and the lines of error messages.
        quoted: what its author quotes of others.
    """

    lines: tuple[str, ...]
    names: str = ""
    code: str = ""
    quoted: str = ""


def read_markup(text: str) -> ChatMessage:
    """The message in `text`, as a chat delivers it."""
    if not MARKED.search(text):
        return ChatMessage((text,))
    code = [match["code"].strip() for match in FENCE.finditer(text)]
    names: list[str] = []
    plain = _without_references(FENCE.sub("\n", text), names)
    authored, errors, quoted = _sorted_lines(plain.splitlines())
    return ChatMessage(tuple(authored), " ".join(names), "\n".join(filter(None, [*code, *errors])), "\n".join(quoted))


def _without_references(text: str, names: list[str]) -> str:
    """The text without what a chat puts in; the words of what is taken out are appended to `names`."""

    def hint(words: Iterable[str]) -> str:
        names.extend(words)
        return " "

    text = MENTION.sub(" ", EMOJI_OR_TIME.sub(" ", text))
    text = CHANNEL.sub(lambda match: hint(filter(None, [match["name"]])), text)
    text = COMMAND.sub(r"\g<name>", text)
    text = LINK.sub(lambda match: match["text"] + hint(_address_words(match[0].partition("](")[2])).strip(), text)
    text = ADDRESS.sub(lambda match: hint(_address_words(match["address"])) + _after(match["address"]), text)
    return EMOJI.sub(" ", EMOTICON.sub(" ", SHORTCODE.sub(" ", text)))


def _after(address: str) -> str:
    """The punctuation at the end of an address, which belongs to the sentence."""
    return address[len(address.rstrip(AFTER_ADDRESS)) :]


def _address_words(address: str) -> Iterator[str]:
    """The words of a web address; none of those that carry none."""
    if OF_THE_CHAT.match(address.lstrip("<")):
        return
    host, _, path = address.partition("://")[2].partition("/")
    for word in ADDRESS_WORD.findall(f"{host.rpartition('.')[0]} {path}"):
        if word.casefold() not in COMMON_IN_ADDRESSES:
            yield word


def _sorted_lines(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The lines that the author writes, those of error messages, and those that are quoted, without their marks."""
    authored: list[str] = []
    errors: list[str] = []
    quoted: list[str] = []
    to_the_end = False
    numbered = sum(NUMBER.match(line) is not None for line in lines) > 1
    for line in lines:
        to_the_end = to_the_end or QUOTED_TO_THE_END.match(line) is not None
        is_quoted = to_the_end or QUOTED.match(line) is not None
        bare = LINE_MARK.sub("", QUOTED.sub("", line) if is_quoted else line)
        said = without_marks(NUMBER.sub("", bare) if numbered else bare)
        if has_word(said):
            kind = quoted if is_quoted else errors if len(lines) > 1 and ERROR.match(said) else authored
            kind.append(said)
    return authored, errors, quoted
