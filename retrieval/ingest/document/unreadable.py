"""Which formats cannot be read, and what can be done about it? A suffix or signature → the format's name and a hint."""

from typing import Final, NamedTuple

EXPORTS = "an export of DiscordChatExporter or a Jupyter notebook"


class UnreadableFormat(NamedTuple):
    """A format that cannot be read: what a message calls a document of it, and the next step."""

    label: str
    hint: str


WORD = UnreadableFormat("a document of Word 97–2003", "save it as .docx")
SPREADSHEET = UnreadableFormat("a spreadsheet", "save it as .xlsx or .csv")
SLIDES = UnreadableFormat("a presentation", "save it as .pptx or .pdf")
OLD_OFFICE = UnreadableFormat("a document of Office 97–2003, or a protected one", "save it as .docx, .pptx or .xlsx")
EMAIL = UnreadableFormat("an e-mail", "save its text as .txt or .html")
BOOK = UnreadableFormat("an electronic book that is no EPUB", "convert it to .epub")
PAGES = UnreadableFormat("a document of Apple's", "export it as .docx or .pdf")
PICTURE = UnreadableFormat("a picture", "give its text")
SOUND = UnreadableFormat("a recording", "give its transcript as .srt, .vtt or .txt")
ARCHIVE = UnreadableFormat("an archive", "unpack it and give the folder")
DATA = UnreadableFormat("data, not an article", "give the articles themselves")
HELP = UnreadableFormat("a file of Windows' help", "give the pages as .html")

SUFFIXES_OF: Final = {
    WORD: ".doc .dot .wps",
    SPREADSHEET: ".xls .xlsb .xlt .ods .numbers",
    SLIDES: ".ppt .pps .pptm .ppsx .odp",
    EMAIL: ".eml .msg .mbox .pst",
    BOOK: ".mobi .azw .azw3 .fb2 .djvu .lit",
    PAGES: ".pages",
    PICTURE: ".png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .heic .avif .psd .xcf .ai .eps",
    SOUND: ".mp3 .mp4 .m4a .wav .ogg .flac .webm .mkv .mov .avi .opus",
    ARCHIVE: ".zip .tar .gz .tgz .bz2 .xz .7z .rar .zst .jar .whl",
    UnreadableFormat("JSON that is no known export", f"give {EXPORTS}"): ".json",
    UnreadableFormat("XML that is neither a feed nor a dump of MediaWiki", "give the pages themselves"): ".xml",
    DATA: ".jsonl .ndjson .yaml .yml .toml .ini .sqlite .db .parquet .pickle .bib .po .pot .mo",
    HELP: ".chm .hlp",
}
UNREADABLE_SUFFIXES: Final = {suffix: each for each, suffixes in SUFFIXES_OF.items() for suffix in suffixes.split()}

SIGNED: Final = 4_096  # bytes, of which a binary file has at least one that is zero
SIGNATURES: Final = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_OFFICE,
    b"\x89PNG\r\n\x1a\n": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"\x1f\x8b\x08": ARCHIVE,
    b"PK\x03\x04": UnreadableFormat("an archive, or a document in a format that is not known", ARCHIVE.hint),
    b"Rar!\x1a\x07": ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": ARCHIVE,
    b"ID3": SOUND,
    b"OggS": SOUND,
    b"SQLite format 3\0": DATA,
}

ASSETS: Final = frozenset(
    f"{SUFFIXES_OF[PICTURE]} {SUFFIXES_OF[SOUND]} .css .scss .sass .less .js .mjs .cjs .ts .tsx .jsx .map .woff .woff2"
    " .ttf .otf .eot .wasm .lock .pyc .so .dll .exe .class .o".split()
)
"""What stands beside articles and is none: pictures, recordings, and what pages and programs are made of."""


def unreadable_format(data: bytes, suffix: str) -> UnreadableFormat | None:
    """The format of a document that cannot be read, by the suffix of its name, else by its signature."""
    is_text = b"\0" not in data[:SIGNED]
    shown = None if is_text else next((each for mark, each in SIGNATURES.items() if data.startswith(mark)), None)
    return UNREADABLE_SUFFIXES.get(suffix) or shown
