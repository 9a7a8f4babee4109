import pytest

from retrieval.analysis.lead_ins import announces
from retrieval.analysis.passages import LONGEST, LONGEST_CODE, passages
from retrieval.analysis.sections import section_anchor
from retrieval.ingest.markdown.reader import markdown_article
from retrieval.records import Passage

RULES = """# Spells

Some words about all of them.

## Fireball

It deals 8d6 damage.

### At higher levels

It deals more.

## Wish

It does what you wish.
"""
STEPS = """# Pump

To stop the pump:

1. Close the valve.
2. Pull the lever.

```sh
pump --stop
```

| Part | Fee |
|------|-----|
| Valve | 40 euros |
| Lever | 9 euros |
"""


def split(text: str) -> list[Passage]:
    """The passages of a Markdown text."""
    return list(passages(markdown_article(text, file="a.md")))


def units(passage: Passage) -> list[str]:
    """The texts of a passage's units."""
    return [unit.of(passage.article.version.text) for unit in passage.sentences]


def test_no_passage_runs_over_a_heading() -> None:
    """Each passage has the headings above it, and no sentence of another section."""
    assert [(passage.section, units(passage)) for passage in split(RULES)] == [
        (("Spells",), ["Some words about all of them."]),
        (("Spells", "Fireball"), ["It deals 8d6 damage."]),
        (("Spells", "Fireball", "At higher levels"), ["It deals more."]),
        (("Spells", "Wish"), ["It does what you wish."]),
    ]


def test_units() -> None:
    """A sentence, an item, a piece of code and a row are each a unit."""
    (passage,) = split(STEPS)
    assert units(passage) == [
        "To stop the pump:",
        "Close the valve.",
        "Pull the lever.",
        "pump --stop",
        "Part\tFee",
        "Valve\t40 euros",
        "Lever\t9 euros",
    ]


def test_a_later_part_of_a_list_knows_its_lead_in() -> None:
    """A passage that begins in the middle of a list or a table has what announces it, and the names of the columns."""
    items = "\n".join(f"- Step {number} is to turn the wheel of the pump by a quarter." for number in range(60))
    rows = "\n".join(f"| Valve {number} | {number} euros and a signature of the keeper |" for number in range(60))
    text = f"# Pump\n\nTo stop it:\n\n{items}\n\n## Fees\n\nThe fees are:\n\n| Part | Fee |\n|---|---|\n{rows}\n"
    lead_ins = {(passage.section[-1], passage.lead_in_text) for passage in split(text)}
    assert lead_ins == {("Pump", ""), ("Pump", "To stop it:"), ("Fees", ""), ("Fees", "The fees are: Part\tFee")}


def test_what_announces_stays_with_what_it_announces() -> None:
    """No passage ends in a colon where something follows in its section."""
    parts = [f"{'The valve is old. ' * 30}\n\nTo stop it:\n\n- Close valve {number}." for number in range(9)]
    text = "\n\n".join(["# Pump", *parts])
    assert not any(announces(units(passage)[-1]) for passage in split(text))


def test_long_code_is_cut_between_lines() -> None:
    """No piece of code is longer than the limit, and none begins or ends inside a line."""
    code = "\n".join(f"valve_{number} = pump.open(at={number})" for number in range(200))
    found = [unit for passage in split(f"# Pump\n\n```python\n{code}\n```\n") for unit in units(passage)]
    assert "\n".join(found).split("\n") == code.split("\n")
    assert all(len(unit) <= LONGEST_CODE <= LONGEST for unit in found)


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("Some words", None),
        ("It deals 8d6", "fireball"),
        ("It deals more", "at-higher-levels"),
        ("It does what", "wish"),
        ("Fireball", "fireball"),
    ],
)
def test_anchor(words: str, anchor: str | None) -> None:
    """A section has the anchor of its heading, and what stands below the title alone has none."""
    version = markdown_article(RULES, file="a.md").version
    assert section_anchor(version.blocks, version.text.index(words)) == anchor


def test_anchor_of_the_section_above() -> None:
    """A section whose heading has no anchor is found at the one that it is part of."""
    version = markdown_article("## Gate\n\nIt is old.\n\n### —\n\nIt opens at dawn.", file="a.md").version
    assert section_anchor(version.blocks, version.text.index("It opens")) == "gate"
