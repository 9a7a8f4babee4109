import platform
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("huggingface_hub", reason="the extra `reranker` is not installed")
pytest.importorskip("onnx", reason="the extra `test` is not installed")

from bot.reranker.checksums import SUMS, changed_files
from bot.reranker.install import REPOSITORY, REVISION, git_blob_id, install, remote_files
from bot.reranker.status import status_of
from retrieval.cross_encoder.model import MODEL, TOKENIZER
from retrieval.errors import RerankerError
from tests.bot.reranker.hub import hub
from tests.retrieval.tiny_model import write_model

pytestmark = pytest.mark.filterwarnings("ignore")  # huggingface_hub's own


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """What the Hub has for this machine."""
    written = write_model(tmp_path / "made", {"gold": 3.0} | {f"word{number}": 0.0 for number in range(300)})
    return {file.path: (written / file.name).read_bytes() for file in remote_files(platform.machine())}


def fetched(files: Mapping[str, bytes], folder: Path, *, stated: Mapping[str, bytes] | None = None) -> list[str]:
    """Install from a Hub with these files, and return the notes."""
    said: list[str] = []
    with hub(files, stated=stated) as served:
        install(folder, say=said.append, endpoint=served.endpoint)
    assert not any(served.tokens)
    assert all(REPOSITORY in path and REVISION in path for path in served.paths)
    return said


def test_install(files: dict[str, bytes], tmp_path: Path) -> None:
    """The model is fetched at its revision without a token, can be used, and is known to be as fetched."""
    folder = tmp_path / "new" / "model"
    said = fetched(files, folder)
    assert [line.split()[1] for line in said] == list(files)
    assert sorted(path.name for path in folder.iterdir()) == sorted([SUMS, MODEL, TOKENIZER])
    found = status_of(folder)
    assert (found.changed, found.languages) == ((), ("en",))
    assert "as fetched" in found.text


def test_again(files: dict[str, bytes], tmp_path: Path) -> None:
    """What is there already is replaced, and a file of the user's stays."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "languages.txt").write_text("en")
    (tmp_path / "model" / MODEL).write_bytes(b"old")
    fetched(files, tmp_path / "model")
    assert (tmp_path / "model" / "languages.txt").read_text() == "en"
    assert changed_files(tmp_path / "model") == []


@pytest.mark.parametrize("damaged", [0, 1])
def test_damaged(files: dict[str, bytes], tmp_path: Path, damaged: int) -> None:
    """A file that has arrived with another checksum is an error, and the model that was there stays."""
    folder = write_model(tmp_path / "model", {"silver": 1.0})
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    path = list(files)[damaged]
    with pytest.raises(RerankerError, match=f"{path}.*checksum"):
        fetched(files | {path: files[path][:-1] + b"!"}, folder, stated=files)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_no_model(files: dict[str, bytes], tmp_path: Path) -> None:
    """What is no model is an error although its checksum is right, and the folder stays as it was."""
    path, _ = files
    with pytest.raises(RerankerError, match=MODEL):
        fetched(files | {path: b"nothing" * 400}, tmp_path / "model")
    assert not list((tmp_path / "model").iterdir())


def test_gone(files: dict[str, bytes], tmp_path: Path) -> None:
    """A file that the Hub does not have is an error of one line with the next step."""
    path, _ = files
    del files[path]
    with pytest.raises(RerankerError, match=path) as raised:
        fetched(files, tmp_path / "model")
    assert "\n" not in str(raised.value)
    assert "PULLQUOTE_RERANKER" in raised.value.hint


def test_out_of_reach(tmp_path: Path) -> None:
    """Without a connection there is an error of one line with the next step."""
    with socket.socket() as bound:  # nobody listens
        bound.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{bound.getsockname()[1]}"
        with pytest.raises(RerankerError, match="cannot be fetched") as raised:
            install(tmp_path / "model", say=lambda _: None, endpoint=endpoint)
    assert "\n" not in str(raised.value)
    assert "check the connection" in raised.value.hint


def test_no_room(files: dict[str, bytes], tmp_path: Path) -> None:
    """A folder that cannot be made is an error of one line."""
    (tmp_path / "file").write_text("")
    with pytest.raises(RerankerError, match="cannot be written"):
        fetched(files, tmp_path / "file" / "model")


def test_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error names it and the command that installs it."""
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(RerankerError, match="extra `reranker`") as raised:
        install(tmp_path, say=lambda _: None)
    assert "pip install" in raised.value.hint


@pytest.mark.parametrize(
    ("machine", "part"), [("x86_64", "avx2"), ("AMD64", "avx2"), ("aarch64", "arm"), ("arm64", "arm")]
)
def test_processor(machine: str, part: str) -> None:
    """A processor gets the model that is quantised for it."""
    model, tokenizer = remote_files(machine)
    assert part in model.path
    assert tokenizer.path == TOKENIZER


def test_blob_id(tmp_path: Path) -> None:
    """The id of a file is the one that `git hash-object` prints."""
    (tmp_path / "file").write_bytes(b"hello\n")
    assert git_blob_id(tmp_path / "file") == "ce013625030ba8dba906f756967f9e9ca394464a"
