"""Is it safe to unpack this archive? Its own list says how much it would be, and unpacking stops there."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from retrieval.errors import UnreadableArticleError

MOST_FILES = 5_000
LARGEST_UNPACKED = 300_000_000  # bytes, pictures and all
LARGEST_MARKUP = 50_000_000  # bytes of one XML file; a tree of it takes ten times that
LARGEST_RATIO = 150  # of an XML file above `SMALL`; real ones have 5 to 30
SMALL = 1_000_000  # bytes


def refuse_bomb(data: bytes, *, name: str) -> None:
    """Raise an `UnreadableArticleError` where `data` is no whole archive, or would be too much when unpacked."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            files = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableArticleError(f"`{name}` is broken: its archive is not whole", "copy it again") from error
    markup = [file for file in files if file.filename.lower().endswith((".xml", ".rels"))]
    is_bomb = (
        len(files) > MOST_FILES
        or sum(file.file_size for file in files) > LARGEST_UNPACKED
        or any(file.file_size > LARGEST_MARKUP for file in markup)
        or any(file.file_size > max(SMALL, LARGEST_RATIO * file.compress_size) for file in files)
    )
    if is_bomb:
        raise UnreadableArticleError(
            f"`{name}` is not unpacked: it would be far larger than any article", "save it as text"
        )
