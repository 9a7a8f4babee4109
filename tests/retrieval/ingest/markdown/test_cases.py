"""Small inputs that were read wrong, each of which stands for its kind, at their right value."""

from time import process_time

import pytest

from retrieval.ingest.document.document import ParsedBlock
from retrieval.ingest.markdown.blocks import markdown_blocks
from retrieval.ingest.markdown.reader import markdown_article
from retrieval.records import BlockKind, Setting

PARAGRAPH, ITEM, CODE, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CODE, BlockKind.HEADING


def texts(markdown: str, *, is_mdx: bool = False) -> list[str]:
    """The texts of all blocks."""
    return [block.text for block in markdown_blocks(markdown, is_mdx=is_mdx)]


def only(markdown: str, *, is_mdx: bool = False) -> ParsedBlock:
    """The one block of a text."""
    (block,) = markdown_blocks(markdown, is_mdx=is_mdx)
    return block


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ('Run `pump --start` **now**, *then* [wait](http://a.b/c_d "t").', "Run pump --start now, then wait."),
        ("One line\nof two.", "One line of two."),
        ("One  \nTwo<br>Three\\\nFour", "One\nTwo\nThree\nFour"),
        ("It is ~~30~~ 40 euros, <del>not</del> ~or~ less.", "It is 40 euros, less."),
        ("Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, or ++ctrl+alt+del++.", "Press Ctrl+C, or Ctrl+Alt+Del."),
        ("H<sub>2</sub>O, 12 m<sup>2</sup> and the 3<sup>rd</sup>.", "H₂O, 12 m² and the 3rd."),
        ("The ==important== part, with a == b and c == d.", "The important part, with a == b and c == d."),
        ("See [[Tool shed|the shed]], [[Gate]] and ![[plan.png]]that.", "See the shed, Gate and that."),
        ("See [[Gate#Hours]] and [[#Fees]].", "See Gate > Hours and Fees."),
        ("Read [[1]](http://a.b) and a[[1, 2], [3]].", "Read [1] and a[[1, 2], [3]]."),
        ("Seen. <!-- not this --> And this.", "Seen. And this."),
        ("Seen. %% not this %% And 100%% this.", "Seen. And 100%% this."),
        ("The fee[^1] was raised.\n\n[^1]: In May.", "The fee was raised."),
        ("![Alt](a.png) It stands.", "It stands."),
        ("Read the [guide][g] and <https://a.b/x>.\n\n[g]: https://a.b 'T'", "Read the guide and https://a.b/x."),
        ("The [link](a.md){: target=_blank } and *it*{.red}.", "The link and it."),
        ("Where $x^2$ is; it costs $5 and 10$, in $HOME/$USER.", "Where x^2 is; it costs $5 and 10$, in $HOME/$USER."),
        ('A {{< tooltip text="Pod" id="p" >}} is [here]({{< ref "a.md" >}}).', "A Pod is here."),
        ("Version {{ version }} is [out]({{ site.url }}/a b).", "Version {{ version }} is [out]({{ site.url }}/a b)."),
        ("Use {kbd}`Ctrl` and {doc}`the guide <a/b>` of {ref}`setup`.", "Use Ctrl and the guide of setup."),
        ('<Tabs values={[{a: 1}]}><TabItem value="a">The hose.</TabItem></Tabs>', "The hose."),
        ("A smile :smile: stays, and &amp; too.", "A smile :smile: stays, and & too."),
        ("It goes on. ^block-id", "It goes on."),
    ],
)
def test_inline(markdown: str, text: str) -> None:
    """Within a paragraph only what readers see is text: no marks, targets, remarks, tags or attributes."""
    assert texts(markdown)[0] == text


@pytest.mark.parametrize(
    "markdown",
    [
        "<!-- a\n\nb -->",
        "%% a\n\nb %%",
        "%%\na\n%%",
        "% a comment of MyST",
        "{/* a */}",
        "{/* a\n\nb */}",
        "import Tabs from '@theme/Tabs';",
        "import {\n  A,\n  B\n} from 'x'\nimport 'y.css'",
        "export const a = {\n  b: 1,\n\n  c: 2\n};",
        "*[HTML]: Hyper Text Markup Language",
        "[a]: https://a.b 'T'",
        "(a-target)=",
        "[TOC]",
        "{: .note #a }",
        "{{< toc >}}",
        "{% include 'a.html' %}",
        "{% comment %}\n\nthe board\n\n{% endcomment %}",
        '--8<-- "a.md"',
        "```{toctree}\na\nb\n```",
        "![Alt](a.png)",
        "<div hidden>\n\nthe board\n\n</div>",
        "<script>\nlet a\n</script>",
        "---",
    ],
)
def test_no_text(markdown: str) -> None:
    """Remarks, targets, imports, abbreviations and pictures are no text at all."""
    assert texts(f"Before.\n\n{markdown}\n\nAfter.") == ["Before.", "After."]


def test_comment_over_paragraphs() -> None:
    """A comment that begins in one paragraph and ends in another is private, too."""
    assert texts("The fee is 40. <!-- the board\n\nwants 50 --> It stays.") == ["The fee is 40.", "It stays."]


def test_remark_and_text() -> None:
    """What follows a remark in its last line is text."""
    assert texts("%% one\n\ntwo %% Three.\n\nFour.") == ["Three.", "Four."]


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("> [!NOTE]\n> Close *it*.", "Note"),
        ("> [!warning]- The valve\n> Close *it*.", "The valve"),
        ('!!! note "The valve"\n    Close *it*.', "The valve"),
        ("!!! note\n    Close *it*.", "Note"),
        ("??? tip\n    Close *it*.", "Tip"),
        (":::tip\nClose *it*.\n:::", "Tip"),
        (":::tip[The valve]\nClose *it*.\n:::", "The valve"),
        ("::: warning The valve\nClose *it*.\n:::", "The valve"),
        (":::{note} The valve\n:class: a\nClose *it*.\n:::", "The valve"),
        ("```{note} The valve\nClose *it*.\n```", "The valve"),
        ("````{admonition} The valve\nClose *it*.\n````", "The valve"),
        ("{{< notice tip >}}\nClose *it*.\n{{< /notice >}}", None),
        ("{{% alert %}}\nClose *it*.\n{{% /alert %}}", None),
        ('{% hint style="info" %}\nClose *it*.\n{% endhint %}', None),
        ('<div class="warning">\n\nClose *it*.\n\n</div>', None),
        ('<div class="warning">Close <em>it</em>.</div>', None),
        ("<Note>\nClose *it*.\n</Note>", None),
        ("<Warning>Close *it*.</Warning>", None),
    ],
)
def test_admonitions(markdown: str, title: str | None) -> None:
    """A box of any dialect is an admonition: its title, where one is shown, and its text."""
    blocks = markdown_blocks(f"Before.\n\n{markdown}\n\nAfter.")
    assert [(block.text, block.setting) for block in blocks] == [
        ("Before.", None),
        *([(title, Setting.ADMONITION)] if title else []),
        ("Close it.", Setting.ADMONITION),
        ("After.", None),
    ]


@pytest.mark.parametrize(
    ("markdown", "language", "code"),
    [
        ("```python\nprint()\n\n  x\n```", "python", "print()\n\n  x"),
        ("~~~\n`a`\n~~~", None, "`a`"),
        ("    <!-- a -->\n    b", None, "<!-- a -->\nb"),
        ("```rust,ignore\na\n```", "rust", "a"),
        ('```js title="a.js" {1,3}\na\n```', "js", "a"),
        ("``` {.python #a}\na\n```", "python", "a"),
        ("```{code-block} python\n:linenos:\na\n```", "python", "a"),
        ("```{r}\na\n```", "r", "a"),
        ("{{< highlight go >}}\na\n{{< /highlight >}}", "go", "a"),
        ("{% highlight ruby %}\na\n{% endhighlight %}", "ruby", "a"),
        ("```md\n> [!NOTE]\n{{< a >}} %% b %% [[c]]\n```", "md", "> [!NOTE]\n{{< a >}} %% b %% [[c]]"),
    ],
)
def test_code(markdown: str, language: str | None, code: str) -> None:
    """Code stands as it is, marks and remarks included, with its language."""
    block = only(markdown)
    assert (block.kind, block.language, block.text) == (CODE, language, code)


@pytest.mark.parametrize(
    ("markdown", "text", "level", "anchor"),
    [
        ("## The *big* `Gate`!", "The big Gate!", 2, "the-big-gate"),
        ("The gate\n===", "The gate", 1, "the-gate"),
        ("### Gate {#g .wide}", "Gate", 3, "g"),
        ("### Gate {: #g }", "Gate", 3, "g"),
        ("# Gate {/*g*/}", "Gate", 1, "g"),
        ('## <a id="g"></a>Gate', "Gate", 2, "g"),
        ("###### Straße über Æ #", "Straße über Æ", 6, "straße-über-æ"),
    ],
)
def test_headings(markdown: str, text: str, level: int, anchor: str) -> None:
    """A heading has its level, and the id that it states or else GitHub's slug."""
    block = only(markdown)
    assert (block.kind, block.text, block.level, block.anchor) == (HEADING, text, level, anchor)


def test_equal_headings() -> None:
    """Equal headings have the anchors that GitHub counts."""
    assert [block.anchor for block in markdown_blocks("# A\n\n# A\n\n# A")] == ["a", "a-1", "a-2"]


def test_lists() -> None:
    """An item has its depth and number; what else stands in it has its depth; a task's box is no text."""
    blocks = markdown_blocks("3. One\n\n   more\n\n   ```\n   code\n   ```\n4. Two\n   - [x] Three\n   - [ ] Four\n")
    assert [(block.kind, block.level, block.marker, block.text) for block in blocks] == [
        (ITEM, 1, "3.", "One"),
        (PARAGRAPH, 1, None, "more"),
        (CODE, 1, None, "code"),
        (ITEM, 1, "4.", "Two"),
        (ITEM, 2, None, "Three"),
        (ITEM, 2, None, "Four"),
    ]


def test_tables_and_definitions() -> None:
    """A table is a row a block, a definition list its terms and definitions, a footnote a caption at the end."""
    blocks = markdown_blocks("| a | `b` |\n|---|---|\n| c | |\n\nTerm[^1]\n: One.\n\n[^1]: Note.")
    assert [(block.kind, block.text, block.is_header) for block in blocks] == [
        (BlockKind.ROW, "a\tb", True),
        (BlockKind.ROW, "c\t", False),
        (BlockKind.TERM, "Term", False),
        (BlockKind.DEFINITION, "One.", False),
        (BlockKind.CAPTION, "Note.", False),
    ]


def test_quotation_and_aside() -> None:
    """A block quote is a quotation; an aside is kept and not quoted."""
    blocks = markdown_blocks("> One.\n\n<aside>\n\nTwo.\n\n</aside>\n\nThree.")
    assert [(block.text, block.setting) for block in blocks] == [
        ("One.", Setting.QUOTATION),
        ("Two.", Setting.ASIDE),
        ("Three.", None),
    ]


def test_mdx() -> None:
    """In MDX elements hold Markdown, indented as one likes, and expressions are no text."""
    tabs = "<Tabs>\n    <Tab name={`x`}>\n    The *blue* hose{' '}leaks.\n    </Tab>\n</Tabs>"
    assert texts(f"import A from 'a'\n\n# Hi {{1 + 1}}\n\n{tabs}", is_mdx=True) == ["Hi", "The blue hose leaks."]


@pytest.mark.parametrize("lead", ["", "\n\n", "\ufeff", " \n"])
@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: The pump\nauthor:\n  name: Ada\n---",
        "---\ntitle: The pump\nauthors:\n  - name: Ada\n    url: x\n...",
        "+++\ntitle = 'The pump'\nauthor = {name = 'Ada'}\n+++",
        '{\n "title": "The pump",\n "author": {"name": "Ada"}\n}',
        "---toml\ntitle = 'The pump'\nauthor = 'Ada'\n---",
        "Title: The pump\nAuthor: Ada\nTags: a, b",
    ],
)
def test_heads(lead: str, head: str) -> None:
    """A head of any kind states title and author, after blank lines too, and is no text."""
    article = markdown_article(f"{lead}{head}\n\nIt starts at six.\n", file="a.md")
    assert (article.source.title, article.author, article.version.text) == ("The pump", "Ada", "It starts at six.")


UNITS = [
    *"[[ [ ![ `a < <a <a{ <!-- <!----> {{< {% {{ {# {/* %% $a == ++a {.a".split(),
    *"{a=' ~a ~~a *a **a _a_ [^a] ^[ [a]( [a]({{ :a:".split(),
    *"> |- |1. |:::a\n|::: |```{note}\n|!!! a\n|!!! a\n    |%% a\n".split("|"),
    *"a\n\n%% l |$$\n|a\n: b\n\n|<del>|<sup>|{note}`a".split("|"),
    *"<div>\n\n|<aside>\n\n|<Note>\n\n|</div>\n\n|import {\n|export const {\n".split("|"),
    *"{% raw %}\n|{{< a >}}\n".split("|"),
    *"{{< a >}}\n{{< /a >}}\n|> [!note]\nx\n\n|*[a]: b\n|# a\n|<A\nb={\n".split("|"),
    *"a <!-- b\n\n|\\|&amp|\t|\n| |\u2028".split("|"),
]


@pytest.mark.parametrize("is_mdx", [False, True])
@pytest.mark.parametrize("unit", UNITS)
def test_hostile(unit: str, *, is_mdx: bool) -> None:
    """Any mark that is repeated, opened and never closed, is read in bounded time and depth."""
    begin = process_time()
    markdown_blocks((unit * 4_000)[:4_000], is_mdx=is_mdx)
    assert process_time() - begin < 5


@pytest.mark.parametrize("text", ["> " * 100_000 + "a", "- " * 50_000 + "a", "word " * 200_000])
def test_deep_and_long(text: str) -> None:
    """A hundred thousand levels and a line of a million characters are read."""
    begin = process_time()
    markdown_blocks(text)
    assert process_time() - begin < 30


VARIANTS = r"""---
title: "Pump rules"
date: 2024-03-05T10:00:00+01:00
author:
  name: Ada Pump
tags: [water, rules]
---

{{< notice tip >}}
Always close the valve after work.
{{< /notice >}}

import Tabs from '@theme/Tabs';

<Tabs><TabItem value="a">The blue hose belongs to plot seven.</TabItem></Tabs>

:::tip Watering
Water the beds before eight in the morning.
:::

> [!NOTE] Key times
> The key can be had on Mondays and Thursdays.

See [[Tool shed|the tool shed]] and ![[plan.png]] for the ==important== part. ^block-id

- [ ] Ask the warden for a key
- [x] Pay the fee of 40 euros

| Plot | Fee |
|------|-----|
| Small | A small plot costs 40 euros a year |

Term
: The definition of the term stands here, after a colon.

The fee was raised.[^1] It is ~~30~~ 40 euros. <!-- internal: the board wants 50 --> And it stays there.

[^1]: See the minutes of May.

<details>
<summary>May I bring a dog?</summary>

Dogs are welcome on a lead.

</details>

<div class="warning">The greenhouse roof is not safe to walk on.</div>

<!--
The board has not decided yet whether to sell the shed.
-->

%% A private remark of the editor that no reader sees. %%

Read the [long guide][guide] and <https://example.org/x> first.

[guide]: https://example.org/guide "Guide"

Line one of an address\
Line two of an address

$$ E = mc^2 $$

Setext heading
--------------

Text with a footnote<sup>2</sup> and **bold** and `code --flag` and [link](http://example.org/a_b_c "t").

    indented code block

```python
print("hello")
```

*[HTML]: Hyper Text Markup Language
"""


def test_code_in_components() -> None:
    """Code that is indented in components is code, in MDX; their tags may have many lines."""
    tabs = "<Tabs\n  sync='a'\n  values={[\n    {a: 1}\n  ]}>\n  <Tab>\n"
    code = "    ```kotlin\n    a {\n      b\n    }\n    ```\n"
    assert only(f"{tabs}{code}  </Tab>\n</Tabs>", is_mdx=True)[:2] == ("a {\n  b\n}", CODE)


def test_many_variants() -> None:
    """A page of every dialect reads as rendered: no mark, no remark, and the warning in a `<div>` is text."""
    article = markdown_article(VARIANTS, file="a.md")
    source = article.source
    assert (source.title, article.author, str(source.published)) == ("Pump rules", "Ada Pump", "2024-03-05")
    assert "\n\nMay I bring a dog?\n\n" in article.version.text
    quotable = [block.of(article.version.text) for block in article.version.quotable]
    assert [text for text in quotable if text != "May I bring a dog?"] == [
        "Always close the valve after work.",
        "The blue hose belongs to plot seven.",
        "Watering",
        "Water the beds before eight in the morning.",
        "Key times",
        "The key can be had on Mondays and Thursdays.",
        "See the tool shed and for the important part.",
        "Ask the warden for a key",
        "Pay the fee of 40 euros",
        "Plot\tFee",
        "Small\tA small plot costs 40 euros a year",
        "Term",
        "The definition of the term stands here, after a colon.",
        "The fee was raised. It is 40 euros. And it stays there.",
        "Dogs are welcome on a lead.",
        "The greenhouse roof is not safe to walk on.",
        "Read the long guide and https://example.org/x first.",
        "Line one of an address\nLine two of an address",
        "E = mc^2",
        "Text with a footnote² and bold and code --flag and link.",
        "indented code block",
        'print("hello")',
    ]


FAQ = """# Rules

Run `pump --start` before you open the valve, and `pump --stop` after that.

## FAQ

**Q: May I bring a dog?**

A: Yes, on a lead.

### When is the gate open?
From seven until dusk.

* **Gate**: open from seven
* **Shed**: ask the treasurer
"""


def test_questions_and_answers() -> None:
    """Answers in a Markdown file are quotable as rendered, short ones too."""
    assert texts(FAQ) == [
        "Rules",
        "Run pump --start before you open the valve, and pump --stop after that.",
        "FAQ",
        "Q: May I bring a dog?",
        "A: Yes, on a lead.",
        "When is the gate open?",
        "From seven until dusk.",
        "Gate: open from seven",
        "Shed: ask the treasurer",
    ]


def test_tabs_of_mkdocs() -> None:
    """The labels of tabs are shown, and what stands in them is Markdown, in lists and in other tabs too."""
    code = '=== "TOML"\n\n    ```toml\n    fee = 40\n    ```'
    tab = f'{code}\n\n=== "CLI"\n    Take **this**.\n\n    === "Inner"\n        Deep.\n\nAfter.'
    expected = ["TOML", "fee = 40", "CLI", "Take this.", "Inner", "Deep.", "After."]
    assert texts(tab) == expected
    in_list = "\n".join(f"    {line}" for line in tab.split("\n"))
    assert texts(f"1. Do it:\n\n{in_list}") == ["Do it:", *expected]
    assert [block.kind for block in markdown_blocks(tab)][1] is BlockKind.CODE
    assert texts("A heading\n===\n\nIt is\n=== no tab") == ["A heading", "It is === no tab"]


def test_deep_tabs() -> None:
    """Tabs that are nested too deeply are text, and what follows is read."""
    deep = "\n".join(f'{"    " * depth}=== "T{depth}"' for depth in range(200))
    found = texts(f"{deep}\n\nAfter.")
    assert found[:3] == ["T0", "T1", "T2"]
    assert found[-1] == "After."


@pytest.mark.parametrize(
    "line",
    [
        "!!! The gate opens at dawn.",
        "??? What is that, they asked.",
        "!!! Gate closed",
        '!!! She said "no"',
        "???+ Anyone",
    ],
)
def test_marks_before_prose(line: str) -> None:
    """A line that begins like a box, but names none and holds no block, keeps all its words."""
    assert texts(f"One here.\n\n{line}\n\nTwo here.") == ["One here.", line, "Two here."]


def test_box_of_any_name() -> None:
    """A box of a name of one's own is one by its indented content."""
    assert texts('!!! pied-piper "Pied Piper"\n\n    Close it.') == ["Pied Piper", "Close it."]
