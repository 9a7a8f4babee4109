"""Fetches the model: a pinned revision from huggingface.co, checked and tried before it is put into its folder.

Nothing else of the program asks huggingface.co for anything, and nothing of the user is sent there, not even a token.
"""

import platform
from collections.abc import Callable
from hashlib import sha1
from pathlib import Path
from shutil import move
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.reranker.checksums import sha256_of, write_sums
from retrieval.cross_encoder.model import INSTALL_EXTRA, MODEL, TOKENIZER, CrossEncoder
from retrieval.errors import RerankerError

if TYPE_CHECKING:
    from huggingface_hub import HfApi

REPOSITORY: Final = "cross-encoder/ms-marco-MiniLM-L12-v2"
REVISION: Final = "7b0235231ca2674cb8ca8f022859a6eba2b1c968"
"""https://huggingface.co/cross-encoder/ms-marco-MiniLM-L12-v2, Apache-2.0: English, 33 million parameters."""

QUANTIZED: Final = "onnx/model_quint8_avx2.onnx"
QUANTIZED_FOR_ARM: Final = "onnx/model_qint8_arm64.onnx"
ARM: Final = frozenset({"arm64", "aarch64"})
BY_HAND: Final = (
    "check the connection; or copy a folder with `model.onnx` and `tokenizer.json` from elsewhere and name it in "
    "`PULLQUOTE_RERANKER`"
)


class RemoteFile(NamedTuple):
    """A file of the repository, and the name that it gets in the folder."""

    path: str
    name: str


def remote_files(machine: str) -> tuple[RemoteFile, ...]:
    """The files for a processor, as `platform.machine` names it."""
    model = QUANTIZED_FOR_ARM if machine.lower() in ARM else QUANTIZED
    return RemoteFile(model, MODEL), RemoteFile("tokenizer.json", TOKENIZER)


def install(folder: Path, *, say: Callable[[str], None], endpoint: str | None = None) -> None:
    """Fetch the model into `folder`, which keeps the one that it has until the new one is there, checked and tried.

    `endpoint` replaces https://huggingface.co.

    Raises:
        RerankerError: the extra is not installed, the model cannot be fetched or is not as it should be, or the folder
            cannot be written.
    """
    hub = _hub(endpoint)
    files = remote_files(platform.machine())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".fetching-", dir=folder) as name:
            fetched = Path(name)
            for file in files:
                say(f"fetching {file.path} of {REPOSITORY}, revision {REVISION[:7]}")
                _fetch(hub, file, fetched)
            CrossEncoder(fetched)
            for file in files:
                move(fetched / file.name, folder / file.name)
        write_sums(folder, [file.name for file in files])
    except OSError as error:
        raise RerankerError(f"`{folder}` cannot be written", "name another folder, or make room") from error


def _hub(endpoint: str | None) -> "HfApi":
    try:
        from huggingface_hub import HfApi  # noqa: PLC0415 -- optional, and slow to import
    except ImportError as error:
        raise RerankerError(
            "`pullquote reranker install` needs the extra `reranker` (huggingface-hub), which is not installed",
            INSTALL_EXTRA,
        ) from error
    return HfApi(endpoint=endpoint, token=False, library_name="pullquote")


def _fetch(hub: "HfApi", file: RemoteFile, folder: Path) -> None:
    """Fetch one file, with a progress bar, and compare its checksum with the one that the revision has."""
    try:
        path = Path(hub.hf_hub_download(REPOSITORY, file.path, revision=REVISION, local_dir=folder))
        (stated,) = hub.get_paths_info(REPOSITORY, file.path, revision=REVISION)
        large, blob = getattr(stated, "lfs", None), getattr(stated, "blob_id", "")
    except Exception as error:  # its HTTP library has errors of its own, and another one in other releases
        problem = f"`{file.path}` cannot be fetched from {hub.endpoint}: {_reason(error)}"
        raise RerankerError(problem, BY_HAND) from error
    if sha256_of(path) != large.sha256 if large else git_blob_id(path) != blob:
        raise RerankerError(f"`{file.path}` has arrived damaged: its checksum is another one", "fetch it again")
    move(path, folder / file.name)


def git_blob_id(path: Path) -> str:
    """The id that git gives to a file's content: the SHA-1 of a header and the content."""
    content = path.read_bytes()
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _reason(error: Exception) -> str:
    """The first line of an error's message, which may have several, or its class."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
