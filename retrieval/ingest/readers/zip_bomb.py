"""Is it safe to unpack this archive? Its directory states the unpacked sizes, and `zipfile` reads no more than that."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from retrieval.errors import UnreadableArticleError

MAX_FILES = 5_000
MAX_UNPACKED = 300_000_000  # bytes, pictures and all
MARKUP = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")
MAX_MARKUP = 50_000_000  # bytes of one file of `MARKUP`; its tree takes ten times as many
MAX_RATIO = 150  # unpacked to packed, of an XML file above `SMALL`; those of real documents have 5 to 30
SMALL = 1_000_000  # bytes


def check_archive(data: bytes, *, name: str) -> None:
    """Check that the archive `data` is whole and of a plausible size when unpacked.

    Raises:
        UnreadableArticleError: it is not.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            files = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableArticleError(f"`{name}` is broken: its archive is not whole", "copy it again") from error
    markup = [file for file in files if file.filename.lower().endswith(MARKUP)]
    is_bomb = (
        len(files) > MAX_FILES
        or sum(file.file_size for file in files) > MAX_UNPACKED
        or any(file.file_size > MAX_MARKUP for file in markup)
        or any(file.file_size > max(SMALL, MAX_RATIO * file.compress_size) for file in files)
    )
    if is_bomb:
        raise UnreadableArticleError(
            f"`{name}` is not unpacked: it would be far larger than any article", "save it as text"
        )
