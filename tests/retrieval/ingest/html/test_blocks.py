import pytest

from retrieval.records import BlockKind, Setting
from tests.retrieval.ingest.html.page import article, blocks

KINDS = [
    ("<ul><li>An outer item.<ul><li>An inner one.</li></ul></li></ul>",
     [("item", 1, None, "An outer item."), ("item", 2, None, "An inner one.")]),
    ("<ol start=3><li><p>The third thing.</p><p>More of it.</p></li><li>The fourth.</li></ol>",
     [("item", 1, "3.", "The third thing."), ("paragraph", 1, None, "More of it."), ("item", 1, "4.", "The fourth.")]),
    ("<ol type=a><li>The first thing.</li><li value=5>The fifth.</li></ol>",
     [("item", 1, "a.", "The first thing."), ("item", 1, "e.", "The fifth.")]),
    ("<dl><dt>Warden</dt><dd>Opens the gate.</dd></dl>",
     [("term", 0, None, "Warden"), ("definition", 0, None, "Opens the gate.")]),
    ("<details><summary>May I bring a dog?</summary><p>On a lead, yes.</p></details>",
     [("term", 0, None, "May I bring a dog?"), ("paragraph", 0, None, "On a lead, yes.")]),
    ("<h3 id=costs>Costs<a class=headerlink href='#costs'>¶</a></h3>", [("heading", 3, None, "Costs")]),
    ("<figure><img src=a.png alt=x><figcaption>The shed.</figcaption></figure>", [("caption", 0, None, "The shed.")]),
    ("<pre><code class='language-sh'>hose --open 3\n  --slow\n</code></pre>",
     [("code", 0, None, "hose --open 3\n  --slow")]),
    ("<table><tr><th>Plot</th><th>Fee</th></tr><tr><td>Small</td><td>40 <b>euros</b></td></tr></table>",
     [("row", 0, None, "Plot\tFee"), ("row", 0, None, "Small\t40 euros")]),
    ("<table><caption>Fees</caption><tr><td>Small</td><td>40</td></tr><tr><td>Large</td><td>60</td></tr></table>",
     [("caption", 0, None, "Fees"), ("row", 0, None, "Small\t40"), ("row", 0, None, "Large\t60")]),
]  # fmt: skip
ADMONITIONS = [
    '<div class="admonition warning"><p class="admonition-title">Warning</p><p>The pipe is old.</p></div>',
    (
        '<div class="theme-admonition theme-admonition-tip alert"><div class="admonition-heading">Warning</div>'
        "<div><p>The pipe is old.</p></div></div>"
    ),
    '<div class="note"><h3 class="title">Warning</h3><p>The pipe is old.</p></div>',
    '<aside class="starlight-aside"><p>Warning</p><section>The pipe is old.</section></aside>',
    (
        '<blockquote class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">Warning</p>'
        "<p>The pipe is old.</p></blockquote>"
    ),
    (
        '<div class="admonitionblock"><table><tr><td class="icon"><div class="title">Warning</div></td>'
        '<td class="content">The pipe is old.</td></tr></table></div>'
    ),
    '<div role="note"><p>Warning</p><p>The pipe is old.</p></div>',
    '<div class="custom-block danger"><p class="custom-block-title">Warning</p><p>The pipe is old.</p></div>',
    '<div class="hint hint-warning">Warning<br><br>The pipe is old.</div>',
    '<div class="notecard"><h4>Warning</h4><p>The pipe is old.</p></div>',
]
LANGUAGES = [
    ('<pre><code class="language-python">x = 1</code></pre>', "python"),
    ('<div class="highlight-python3 notranslate"><div class="highlight"><pre>x = 1</pre></div></div>', "python3"),
    ('<div class="highlight highlight-source-js"><pre>x = 1</pre></div>', "js"),
    ('<pre class="sourceCode ruby"><code>x = 1</code></pre>', "ruby"),
    ('<pre class="src src-emacs-lisp">x = 1</pre>', "emacs-lisp"),
    ('<pre data-lang="go">x = 1</pre>', "go"),
    ('<pre class="brush: java">x = 1</pre>', "java"),
    ('<pre class="prettyprint lang-c">x = 1</pre>', "c"),
    ("<pre>x = 1</pre>", None),
    ('<div class="highlight-none"><pre>x = 1</pre></div>', None),
]


@pytest.mark.parametrize(("markup", "expected"), KINDS)
def test_kind(markup: str, expected: list[tuple[str, int, str | None, str]]) -> None:
    """Each part of a page is a block of its kind, in the order of the page."""
    assert [(block.kind.value, block.level, block.marker, text) for block, text in blocks(article(markup))] == expected


@pytest.mark.parametrize("markup", ADMONITIONS)
def test_admonition(markup: str) -> None:
    """What stands in a box is marked so, its title among it, whatever generator wrote it."""
    found = [(block.kind, block.setting, text) for block, text in blocks(article(markup))]
    assert found == [
        (BlockKind.PARAGRAPH, Setting.ADMONITION, "Warning"),
        (BlockKind.PARAGRAPH, Setting.ADMONITION, "The pipe is old."),
    ]


@pytest.mark.parametrize(("markup", "language"), LANGUAGES)
def test_language(markup: str, language: str | None) -> None:
    """Code knows its language where the page states it."""
    ((block, text),) = blocks(article(markup))
    assert (block.kind, block.language, text) == (BlockKind.CODE, language, "x = 1")


def test_line_numbers() -> None:
    """The numbers of lines are no part of the code."""
    markup = (
        '<table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre></td>'
        '<td class="code"><pre>a\nb</pre></td></tr></table>'
    )
    assert [text for _, text in blocks(article(markup))] == ["a\nb"]


@pytest.mark.parametrize(
    ("markup", "anchor"),
    [
        ('<h2 id="costs">Costs</h2>', "costs"),
        ('<h2><a name="costs"></a>Costs</h2>', "costs"),
        ('<h2><span id="costs">Costs</span></h2>', "costs"),
        ('<section id="costs"><h2>Costs</h2><p>They are high this year.</p></section>', "costs"),
        ("<h2>Costs</h2>", None),
    ],
)
def test_anchor(markup: str, anchor: str | None) -> None:
    """A heading knows the fragment that leads to it."""
    assert blocks(article(markup))[0][0].anchor == anchor
