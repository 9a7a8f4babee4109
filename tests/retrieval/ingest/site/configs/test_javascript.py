"""The literals of a configuration in JavaScript."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ingest.site.configs.javascript import js_objects, outermost_values


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("export default { url: 'https://e.x' }", {"url": "https://e.x"}),
        ('module.exports = {"url": "a", \'b\': `c`,}', {"url": "a", "b": "c"}),
        ("const c: Config = { url: 'a' } satisfies Config", {"url": "a"}),
        ("export default defineConfig({ on: true, off: false })", {"on": True, "off": False}),
        ("export default { url: process.env.A || 'b' }", {"url": None}),
        ("export default { url: x ? 'a' : 'b', c: 'd' }", {"url": None, "c": "d"}),
        ("export default { url: 'a' + 'b' }", {"url": None}),
        ("export default { url: `a${b}c` }", {"url": None}),
        ("export default { // url: 'no'\n /* url: 'no' */ url: 'it\\'s' }", {"url": "it's"}),
        ("export default { note: 'url: {', url: 'a' }", {"note": "url: {", "url": "a"}),
        ("export default { f() { return 'x' }, url: 'a' }", {"url": "a"}),
        ("export default { ...other, url: 'a' }", {"url": "a"}),
        ("export default { inner: { url: 'no' } }", {}),
        ("export default { url: 'never ends", {"url": None}),
        ("", {}),
    ],
)
def test_outermost(source: str, values: dict[str, str | bool | None]) -> None:
    """Text and truth values are literals, what is computed is `None`, and comments say nothing."""
    assert outermost_values(js_objects(source)) == values


def test_paths() -> None:
    """An object is known by the keys that lead to it, and the options of a plugin by the name before them."""
    source = "({ presets: [['classic', { docs: { path: 'a' } }]], plugins: [[require.resolve('p'), { id: 'b' }]] })"
    found = [(each.path, each.values, each.label) for each in js_objects(source) if each.values]
    assert found == [(("presets", "docs"), {"path": "a"}, ""), (("plugins",), {"id": "b"}, "p")]


@given(st.text(alphabet="{}[]():,'\"`/*\\ a\n$", max_size=200))
def test_anything(source: str) -> None:
    """Whatever the file is, it is read."""
    assert isinstance(js_objects(source), list)


@pytest.mark.parametrize("piece", ["{", "{a:", "'", "`", "/*", "[{a:'b'},", "\\", "a:", "${"])
def test_linear(piece: str) -> None:
    """Hostile text takes time in proportion to its length."""
    begun = process_time()
    js_objects(piece * (100_000 // len(piece)))
    assert process_time() - begun < 20  # seconds; a square would take hours
