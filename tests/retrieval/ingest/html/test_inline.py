import pytest

from tests.retrieval.ingest.html.page import article, quotable

SENTENCES = [
    ("Run <code>pump --stop</code> before you run <code>pump --clean</code>, or it bursts.",
     "Run pump --stop before you run pump --clean, or it bursts."),
    ("Never run <code>rm -rf /</code> as the root user.", "Never run rm -rf / as the root user."),
    ("Press <kbd>Ctrl</kbd>+<kbd>C</kbd> to stop it.", "Press Ctrl+C to stop it."),
    ("It prints <samp>Done in 3 s</samp> at last.", "It prints Done in 3 s at last."),
    ("Replace <var>HOST</var> in <tt>server.properties</tt> now.", "Replace HOST in server.properties now."),
    ("Click <button>Save changes</button> to keep them.", "Click Save changes to keep them."),
    ("Ask the <a class='reference internal' href='w.html'><span class='doc'>warden on duty</span></a> first.",
     "Ask the warden on duty first."),
    ("It costs <span class='credits'>500</span> tokens.", "It costs 500 tokens."),
    ("The <span class='caption'>word</span> and the <b class='toc'>other</b> stay.", "The word and the other stay."),
    ("H<sub>2</sub>O, 12 m<sup>2</sup>, the 3<sup>rd</sup> day, 10<sup>-6</sup>.", "H₂O, 12 m², the 3rd day, 10⁻⁶."),
    ("It is <del>dry</del> <ins>wet</ins> there.", "It is wet there."),
    ("The fee is <s>30</s> <strike>35</strike> 40 euros.", "The fee is 40 euros."),
    ("The fee is <span style='text-decoration: line-through'>30</span> 40 euros.", "The fee is 40 euros."),
    ("He said <q>never on <q>Sundays</q></q> and left.", "He said “never on ‘Sundays’” and left."),
    ("The <abbr title='x'>AGM</abbr> is in <time>May</time>, <data value=3>three</data> weeks on.",
     "The AGM is in May, three weeks on."),
    ("A <mark>marked</mark>, <i>slanted</i>, <u>lined</u>, <font color=red>red</font> word.",
     "A marked, slanted, lined, red word."),
    ("A <label>label</label> with an <input value='v'> inside and an <img src=a.png alt=picture>.",
     "A label with an inside and an ."),
    ("See <a href=x><code>bukkit.yml</code></a> for <my-term>custom elements</my-term>.",
     "See bukkit.yml for custom elements."),
    ("A very long inter<wbr>national word.", "A very long international word."),
    ("One line<br>and another.", "One line\nand another."),
    ("Two   spaces\n and&nbsp;a break.", "Two spaces and a break."),
    ("Hidden <span hidden>not seen</span> <i style='display:none'>nor this</i> words.", "Hidden words."),
    ("It is so.<sup><a href='#n1'>1</a></sup> It was.", "It is so. It was."),
    ("It is so<a class='footnote-reference brackets' href='#id1'>[1]</a>, and was.", "It is so, and was."),
    ("It is so <a class='footnote-reference' href='#id1'>[1]</a>.", "It is so."),
    ("It is so<sup class='reference'><a href='#cite_note-2'>[2]</a></sup>.", "It is so."),
    ("It is so <sup class='noprint Inline-Template'>[<i>citation needed</i>]</sup>.", "It is so."),
    ("The sign <a role='doc-noteref' href='#fn'>*</a> is a mark.", "The sign is a mark."),
    ("Version <a href='#v2'>2</a> of <a href='#a'>chapter A</a> is here.", "Version 2 of chapter A is here."),
    ("The firm<sup>TM</sup> and <sup><a href='x.html'>linked</a></sup> words.", "The firmTM and linked words."),
    ("Math: <math><mi>x</mi><mo>+</mo><mn>1</mn></math> is more.", "Math: x+1 is more."),
    ("Script <script>x()</script><style>p{}</style>is none.", "Script is none."),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "sentence"), SENTENCES)
def test_sentence(markup: str, sentence: str) -> None:
    """A sentence is quoted as a reader sees it, whatever elements stand in it."""
    assert sentence in quotable(article(f"<p>{markup}</p>"))


@pytest.mark.parametrize(("language", "quoted"), [("de", "„Ja“"), ("fr", "«Ja»"), ("en", "“Ja”")])
def test_quotation_marks(language: str, quoted: str) -> None:
    """The marks of `<q>` are those of the page's language."""
    assert f"Er sagt {quoted} dazu." in quotable(
        article("<p>Er sagt <q>Ja</q> dazu.</p>").replace('lang="en"', f'lang="{language}"')
    )
