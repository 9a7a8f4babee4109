"""The reader for subtitles, SubRip and WebVTT: whole sentences, with the second when they begin."""

from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

import regex

from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata, clean_language, clean_text
from retrieval.ingest.encoding.text_file import decode_text, text_notes

TIME = r"(?:(?P<{0}h>\d+):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d{{1,2}})(?:[.,]\d{{1,3}})?"
TIMES = regex.compile(rf"\s*{TIME.format('a')}\s*-->\s*{TIME.format('b')}(?:\s.*)?")
BLANK_LINE = regex.compile(r"\n[ \t]*\n")
SPEAKER = regex.compile(r"<v(?:\.[^ >]*)?\s+(?P<name>[^>]*)>", regex.IGNORECASE)
TAG = regex.compile(r"</?[a-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}", regex.IGNORECASE)
TURN = regex.compile(r"[-–—]\s*(?=\S)|>>\s*")  # before what another person says
SENTENCE_END = regex.compile(r"[.!?…。！？।؟۔][\p{Pf}\p{Pe}\"'”’»♪\s]*$")
STATED = regex.compile(r"^(?P<key>Kind|Language|Title)\s*:\s*(?P<value>.+)$", regex.MULTILINE | regex.IGNORECASE)
PAUSE = 5  # seconds after which something else is said
LONGEST = 600  # characters without the end of a sentence


class Cue(NamedTuple):
    """What is shown from second `start` to second `end`; `speaker` says it, if that is stated."""

    start: int
    end: int
    lines: tuple[str, ...]
    speaker: str | None


def read_subtitles(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a file of subtitles holds; the anchor of each block is its time, such as "t=83".

    Raises:
        UnreadableArticleError: the file is blank, binary, in no known encoding, or nothing is said in it.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    parts = BLANK_LINE.split(decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    stated = {match["key"].lower(): match["value"] for match in STATED.finditer(parts[0])} if parts else {}
    metadata = SourceMetadata(clean_text(stated.get("title")), language=clean_language(stated.get("language")))
    blocks = list(_blocks(list(_cues(parts))))
    return ParsedDocument((compose(blocks, metadata, name=name),), text_notes(decoded, name=name))


def _cues(parts: Sequence[str]) -> Iterator[Cue]:
    """The cues, each without what the one before showed already, as captions that roll do."""
    before: tuple[str, ...] = ()
    for part in parts:
        lines = part.split("\n")
        for position, line in enumerate(lines[:2]):  # the times stand first, or after a number
            if times := TIMES.fullmatch(line):
                text = lines[position + 1 :]
                speaker = SPEAKER.search("\n".join(text))
                shown = tuple(filter(None, (_plain(each) for each in text)))
                fresh = shown[1:] if before and shown and shown[0] == before[-1] else shown
                before = shown or before
                yield Cue(_seconds(times, "a"), _seconds(times, "b"), fresh, speaker["name"] if speaker else None)
                break


def _plain(line: str) -> str:
    return " ".join(unescape(TAG.sub("", line)).split())


def _seconds(times: "regex.Match[str]", which: str) -> int:
    hours, minutes, seconds = (int(times[f"{which}{unit}"] or 0) for unit in "hms")
    return 3_600 * hours + 60 * minutes + seconds


def _blocks(cues: Sequence[Cue]) -> Iterator[ParsedBlock]:
    """A block for each run of cues up to the end of a sentence, a pause, or the turn of another speaker."""
    words: list[str] = []
    start, last = 0, None
    for cue in cues:
        for line in cue.lines:
            is_turn = TURN.match(line) is not None or (last is not None and cue.speaker != last.speaker)
            is_after_pause = last is not None and cue.start - last.end >= PAUSE
            if words and (is_turn or is_after_pause or sum(map(len, words)) > LONGEST):
                yield _block(words, start)
                words = []
            start = start if words else cue.start
            words.append(TURN.sub("", line, count=1) if TURN.match(line) else line)
            last = cue
        if words and SENTENCE_END.search(words[-1]):
            yield _block(words, start)
            words = []
    if words:
        yield _block(words, start)


def _block(words: Sequence[str], start: int) -> ParsedBlock:
    return ParsedBlock(" ".join(words), anchor=f"t={start}")
