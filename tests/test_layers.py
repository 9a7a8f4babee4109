"""The architecture as a test: imports between folders go one way, and each folder knows only its own libraries.

A new file needs no entry here: what it may import is what its folder may.
"""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[1]
FILES: Final = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for package in ("retrieval", "bot")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.name != "__init__.py"
}
"""The path of each module by its full name."""

LIBRARIES: Final = {
    "retrieval.analysis": {"Stemmer", "numpy", "py3langid", "sentencex", "stop_words"},
    "retrieval.answering": {"rapidfuzz"},
    "retrieval.cross_encoder": {"numpy", "onnxruntime", "tokenizers"},
    "retrieval.evaluation": {"ir_measures", "pydantic"},
    "retrieval.index": {"numba", "numpy", "rank_bm25"},
    "retrieval.indexing": {"numpy"},
    "retrieval.ingest.document": {"yaml"},
    "retrieval.ingest.encoding": {"chardet"},
    "retrieval.ingest.html": {"lxml", "selectolax", "trafilatura"},
    "retrieval.ingest.pandoc": {"pypandoc"},
    "retrieval.ingest.pdf": {"pypdfium2", "spellchecker"},
    "retrieval.ingest.markdown": {"markdown_it", "mdit_py_plugins"},
    "retrieval.ingest.readers": {"feedparser", "openpyxl"},
    "retrieval.ingest.rst": {"docutils"},
    "retrieval.ingest.sandbox": {"pydantic"},
    "retrieval.ingest.site.configs": {"yaml"},
    "retrieval.ingest.web": {"protego"},
    "retrieval.ingest.wikitext": {"lxml"},
    "retrieval.ingest.word": {"docx", "lxml"},
    "retrieval.answers": {"pydantic"},
    "retrieval.library": {"pydantic"},
    "retrieval.pytest_plugin": {"pytest"},
    "retrieval.records": {"pydantic"},
    "retrieval.rewrite": {"rapidfuzz", "spellchecker"},
    "bot.admission": {"discord"},
    "bot.cli": {"click"},
    "bot.client": {"aiohttp", "discord"},
    "bot.command_line": {"click", "prompt_toolkit", "pydantic"},
    "bot.commands": {"discord"},
    "bot.corpora": {"platformdirs"},
    "bot.discord_client": {"aiohttp", "discord"},
    "bot.doctor": {"aiohttp", "click", "discord", "pydantic"},
    "bot.jobs": {"discord"},
    "bot.moderation": {"discord"},
    "bot.rendering": {"discord"},
    "bot.replies": {"discord"},
    "bot.reranker": {"huggingface_hub"},
    "bot.run": {"aiohttp", "discord"},
    "bot.settings": {"click", "pydantic", "pydantic_settings"},
    "bot.shared_settings": {"click", "pydantic"},
    "bot.terminal": {"click", "wcwidth"},
}
"""The libraries that each folder imports, beside the standard library and `regex`."""

WORLD: Final = {
    "retrieval.analysis": {"threading"},
    "retrieval.cross_encoder": {"threading"},
    "retrieval.index": {"os", "threading"},
    "retrieval.indexing": {"multiprocessing", "os", "sqlite3"},
    "retrieval.ingest": {"os"},
    "retrieval.ingest.pandoc": {"os", "subprocess"},
    "retrieval.ingest.sandbox": {"os", "subprocess", "threading"},
    "retrieval.ingest.site": {"os"},
    "retrieval.ingest.site.configs": {"os"},
    "retrieval.ingest.web": {"socket", "threading"},
    "retrieval.library": {"sqlite3", "threading"},
    "retrieval.argument_types": {"os"},
    "retrieval.live": {"threading"},
    "retrieval.private_files": {"os"},
    "retrieval.pytest_plugin": {"os"},
    "retrieval.retriever": {"os"},
}
"""What of the operating system, of threads and of SQLite each folder of `retrieval` uses."""

WATCHED: Final = {"asyncio", "logging", "multiprocessing", "os", "socket", "sqlite3", "subprocess", "threading"}
ANY_NUMBER_OF_FILES: Final = {"bot.command_line", "bot.commands", "retrieval.ingest.readers"}
"""Folders where each file is one of a kind."""
MOST_FILES: Final = 12

SLOW: Final = """
discord aiohttp asyncio click prompt_toolkit markdown_it rapidfuzz spellchecker py3langid stop_words bot
docutils docx feedparser lxml onnxruntime openpyxl pypdfium2 tokenizers trafilatura yaml
""".split()


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """The full names of the modules that a file imports, anywhere in it."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "import siblings by their full name"
            modules = {f"{node.module}.{alias.name}" for alias in node.names} & FILES.keys()
            yield from modules or {node.module or ""}


def folder(module: str) -> str:
    """The folder of a module; a file at the top of `retrieval` or of `bot` counts as one of its own."""
    parent, _, _ = module.rpartition(".")
    return parent if "." in parent else module


def imported(module: str) -> set[str]:
    """The top-level names of the libraries that a module imports."""
    return {name.partition(".")[0] for name in imports(FILES[module])} - {"retrieval", "bot"}


FOLDERS: Final = Counter(map(folder, FILES))


def test_one_way() -> None:
    """Of two folders only one imports the other, directly or by way of others."""
    graph: dict[str, set[str]] = {name: set() for name in FOLDERS}
    for module, path in FILES.items():
        graph[folder(module)] |= {folder(name) for name in imports(path) if name in FILES} - {folder(module)}
    TopologicalSorter(graph).prepare()


def test_no_circles() -> None:
    """Of two files only one imports the other, at its head or where it is needed."""
    TopologicalSorter({module: FILES.keys() & set(imports(path)) for module, path in FILES.items()}).prepare()


@pytest.mark.parametrize("module", FILES)
def test_imports(module: str) -> None:
    """A module imports modules by their full names, the libraries of its folder, and `retrieval` imports no `bot`."""
    found = set(imports(FILES[module]))
    assert {name for name in found if name.partition(".")[0] in {"retrieval", "bot"}} <= FILES.keys()
    assert imported(module) - sys.stdlib_module_names - {"regex"} <= LIBRARIES.get(folder(module), set())
    if module.startswith("retrieval."):
        assert not {name for name in found if name.partition(".")[0] == "bot"}
        assert imported(module) & WATCHED <= WORLD.get(folder(module), set())
        assert not found & {"urllib", "urllib.error", "urllib.request"}


@pytest.mark.parametrize("module", [module for module in FILES if module.startswith("retrieval.")])
def test_no_environment(module: str) -> None:
    """No module of `retrieval` reads the environment."""
    tree = tree_of(FILES[module])
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not names & {"environ", "environb", "getenv", "getenvb"}


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_few_files(name: str) -> None:
    """A folder has at most a dozen files, unless each of them is one of a kind."""
    assert FOLDERS[name] <= MOST_FILES or name in ANY_NUMBER_OF_FILES


@pytest.mark.parametrize("name", sorted({module.rpartition(".")[0] for module in FILES} - {"retrieval"}))
def test_folders_say_what_they_are_for(name: str) -> None:
    """Each folder begins with one line that says what it is for, and nothing else; the top one exports names, too."""
    tree = tree_of(ROOT / name.replace(".", "/") / "__init__.py")
    said = ast.get_docstring(tree) or "\n"
    assert "\n" not in said
    assert "?" in said or "." not in name, "below the top it is a question, with its answer"
    assert len(tree.body) == 1


def test_one_name_for_one_class() -> None:
    """No two classes of the program have the same name, so that a name says which one is meant."""
    trees = map(tree_of, FILES.values())
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert {name for name, count in names.items() if count > 1} == set()


def test_sqlite_is_opened_in_the_library_alone() -> None:
    """What stores goes through the library's file: nothing but the library and its index's manifest knows SQLite."""
    assert {folder(module) for module in FILES if "sqlite3" in imported(module)} <= {
        "retrieval.indexing",
        "retrieval.library",
        "bot.doctor",
    }


def test_what_is_loaded() -> None:
    """Reading text and asking loads nothing of Discord or of the command line, and no slow library that is not used."""
    program = f"""
import sys
import retrieval.ingest.files, retrieval.retriever
print([name for name in {SLOW!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    assert done.stdout == "[]\n"
