import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import retrieval

PACKAGE = Path(retrieval.__file__).parent
ORDER = """
errors records progress analysis.stopwords analysis.language ingest.document.metadata ingest.document.formats
ingest.document.encoding ingest.document.detect ingest.document.paragraphs ingest.document.boilerplate
ingest.document.frontmatter ingest.document.header ingest.document.document ingest.readers.loader ingest.readers.text
ingest.readers.markdown ingest.readers.superscripts ingest.readers.html_blocks ingest.readers.html_cleaning
ingest.readers.html ingest.readers.zip_bomb ingest.readers.docx ingest.pdf.lines ingest.pdf.running_heads
ingest.pdf.dehyphenate ingest.pdf.characters ingest.pdf.reader ingest.readers.feed ingest.sandbox.protocol
ingest.sandbox.child ingest.sandbox.parent ingest.read ingest.files ingest.inputs ingest.web.address_guard
ingest.web.http ingest.web.throttle ingest.web.robots ingest.web.fetch analysis.passages library.schema library.database
library.versions library.articles library.origins library.quota library.store library.catalog library.quotes
library.feeds library.removal indexing.health library.passages library.stock indexing.manifest library.sources
library.answers library.listing analysis.irregular_forms analysis.numerals analysis.normalizer query.answer_type
query.smalltalk analysis.tokenizer query.parser query.anaphora analysis.sentence_tokens query.person_names query.phrases
analysis.abbreviations index.string_table index.vocabulary index.inverter index.abbreviation_table index.segment
index.live_docs index.segment_writer index.segment_file index.merge indexing.parallel index.top_k index.top_k_numba
index.best index.bm25 corpus query.rewording rewrite.expansion rewrite.synonyms rewrite.acronyms rewrite.compounds
rewrite.fuzzy_lookup rewrite.dictionary rewrite.spelling rewrite.suggestions rewrite.rewriter answering.deduplicate
ranking.matcher ranking.features ranking.reranker answering.followup ranking.searcher ranking.confidence
answering.quote_context answering.answer answering.widen ranking.explain answering.verify_text retriever
indexing.manager indexing.integrity indexing.erasure live importer evaluation.rows evaluation.beir
evaluation.calibration evaluation.metrics
""".split()
"""The modules in the order of the data: each imports only from those before it."""

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in PACKAGE.rglob("*.py")
    if path.name != "__init__.py"
}
FOREIGN = {
    "ingest.web.address_guard": {"socket"},
    "ingest.readers.docx": {"docx", "lxml"},
    "ingest.web.http": {"socket", "threading"},
    "ingest.readers.feed": {"feedparser"},
    "ingest.files": {"os"},
    "ingest.document.frontmatter": {"regex", "yaml"},
    "ingest.readers.html": {"lxml", "regex", "trafilatura"},
    "ingest.pdf.dehyphenate": {"regex", "spellchecker"},
    "ingest.inputs": {"os"},
    "ingest.pdf.characters": {"pypdfium2", "regex"},
    "ingest.readers.markdown": {"markdown_it", "regex"},
    "ingest.readers.html_blocks": {"lxml", "regex"},
    "ingest.pdf.reader": {"pypdfium2", "regex"},
    "ingest.readers.html_cleaning": {"lxml", "regex"},
    "ingest.web.robots": {"protego"},
    "ingest.web.throttle": {"threading"},
    "ingest.sandbox.child": {"os"},
    "ingest.sandbox.parent": {"os", "pydantic", "subprocess", "threading"},
    "library.database": {"threading"},
    "library.quotes": {"pydantic"},
    "answering.verify_text": {"rapidfuzz", "regex"},
    "evaluation.metrics": {"ir_measures", "pydantic"},
    "index.bm25": {"numpy", "rank_bm25"},
    "rewrite.dictionary": {"regex", "spellchecker"},
    "analysis.language": {"numpy", "py3langid", "regex"},
    "rewrite.fuzzy_lookup": {"rapidfuzz"},
    "records": {"pydantic"},
    "evaluation.rows": {"pydantic"},
    "indexing.parallel": {"multiprocessing", "os"},
    "index.top_k_numba": {"numba", "numpy"},
    "index.top_k": {"numpy", "threading"},
    "index.segment_writer": {"numpy"},
    "index.segment_file": {"numpy", "os"},
    "index.merge": {"numpy"},
    "index.segment": {"numpy"},
    "index.string_table": {"numpy"},
    "index.live_docs": {"numpy"},
    "index.inverter": {"numpy"},
    "index.vocabulary": {"numpy", "regex"},
    "analysis.passages": {"regex", "sentencex"},
    "analysis.normalizer": {"Stemmer", "regex", "threading"},
    "analysis.stopwords": {"stop_words"},
    "live": {"threading"},
    "indexing.manager": {"numpy"},
    "evaluation.calibration": {"pydantic"},
}
"""Which modules know more of the world than the standard library and `regex`."""

SLOW = """
discord aiohttp asyncio click prompt_toolkit markdown_it rapidfuzz spellchecker py3langid stop_words bot
docx feedparser lxml pypdfium2 trafilatura yaml
""".split()


def imports(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "import siblings by their full name"
            yield node.module or ""


def is_within(name: str, *packages: str) -> bool:
    """Whether the module is one of the packages or in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_order_is_complete() -> None:
    """Every module has its place in the order."""
    assert sorted(ORDER) == sorted(MODULES)


@pytest.mark.parametrize("module", ORDER)
def test_downwards(module: str) -> None:
    """A module imports only from the modules before it, and never from the package as a whole."""
    allowed = {f"retrieval.{earlier}" for earlier in ORDER[: ORDER.index(module)]}
    assert {name for name in imports(MODULES[module]) if is_within(name, "retrieval")} <= allowed


@pytest.mark.parametrize("module", ORDER)
def test_foreign(module: str) -> None:
    """Each library is imported by the modules that it is named for, and by no other."""
    foreign = {name.partition(".")[0] for name in imports(MODULES[module])} - {"retrieval"}
    assert foreign - sys.stdlib_module_names <= FOREIGN.get(module, {"regex"})
    assert not foreign & {"asyncio", "logging"}
    assert not set(imports(MODULES[module])) & {"urllib", "urllib.error", "urllib.request"}
    assert foreign & {"os", "socket", "subprocess", "threading"} <= FOREIGN.get(module, set())
    assert "sqlite3" not in foreign or is_within(module, "indexing", "library")


def test_packages_are_empty() -> None:
    """The packages themselves import nothing."""
    assert not any(list(imports(path)) for path in PACKAGE.rglob("__init__.py"))


@pytest.mark.parametrize("module", ORDER)
def test_no_environment(module: str) -> None:
    """No module reads the environment."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    said = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    said |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not said & {"environ", "environb", "getenv", "getenvb"}


def test_what_is_loaded() -> None:
    """Reading text and asking loads nothing of Discord or of the command line, and no slow library that is not used."""
    program = f"""
import sys
import retrieval.ingest.files, retrieval.retriever
print([name for name in {SLOW!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    assert done.stdout == "[]\n"
