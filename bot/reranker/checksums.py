"""Is the model as it was fetched? A folder's `SHA256SUMS`, as `sha256sum --check` reads it."""

from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Final

from retrieval.errors import RerankerError

SUMS: Final = "SHA256SUMS"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path, names: Sequence[str]) -> None:
    """Write the checksums of these files of the folder."""
    lines = [f"{sha256_of(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def changed_files(folder: Path) -> Sequence[str] | None:
    """The names of the files that are not as their checksums say; `None` where the folder has no checksums.

    Raises:
        RerankerError: a file cannot be read.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        return [name for name, digest in sums.items() if sha256_of(folder / name) != digest]
    except FileNotFoundError:
        return None if not (folder / SUMS).exists() else [SUMS]
    except (OSError, UnicodeDecodeError) as error:
        raise RerankerError(f"`{folder}` cannot be read", "let this user read its files") from error
