"""What is quoted of structure: each kind of place, the question about it, and the spans that are shown."""

from itertools import pairwise

import pytest

from retrieval import Retriever
from retrieval.answers import Quote
from retrieval.query.steps import asks_for_steps
from retrieval.records import BlockKind

PADDING = "# About\n\nThis page says where the office is, and who looks after the garden behind the town hall."

HEADINGS = {
    "Fireball": ("A target takes 8d6 fire damage.", "How much damage does fireball do?"),
    "Ropes": ("Each one carries 200 kilos at most.", "How much do ropes carry?"),
    "Lanterns": ("They burn for six hours on one filling.", "How long do lanterns burn?"),
    "Refunds": ("Write to the office within 14 days of the purchase.", "How do I get refunds?"),
    "Moderators": ("They are chosen every spring by all members.", "How are moderators chosen?"),
    "Proxy": ("The port that it listens on is 8118.", "Which port does the proxy listen on?"),
    "Backups": ("The script copies all files at midnight.", "When does the script copy backups?"),
    "Goblins": ("Their armour class is 15 with a shield.", "What armour class do goblins have?"),
    "Roof": ("The tiles are checked for cracks in May.", "When is the roof checked?"),
    "Bicycles": ("Park them behind the fence, never in the hall.", "Where do I park bicycles?"),
}
RUN_IN_HEADS = {
    "Sneak Attack.": "Once per turn, you can deal an extra 1d6 damage to one creature that you hit.",
    "Uncanny Dodge.": "When an attacker hits you, you halve the damage of the attack against you.",
    "Hit Dice.": "You have one d8 for each level of the rogue that you have reached.",
    "At Higher Levels.": "The damage increases by 1d6 for each slot above the third that you use.",
    "Range.": "The bolt flies as far as 120 feet from the hand that throws it.",
    "Saving Throws.": "You add your bonus to those of dexterity and of intelligence.",
    "Keen Smell.": "The wolf finds whoever hides within 30 feet of it in the dark.",
    "Fees and Fines.": "Whoever leaves rubbish on the plot pays 40 euros to the office.",
    "Opening Hours.": "The gate stands open from eight in the morning to nine at night.",
    "Rate Limits.": "The server takes fifty requests a second from each account.",
}
QUESTIONS = {
    "## Can I pay the fee later?\n\nYes, until Friday, at the office.": "Can I pay the fee later?",
    "## How loud may music be?\n\nAt most 80 decibels, measured at the gate.": "How loud may the music be?",
    "**Where do I park my van?**\n\nBehind the church, on the gravel.": "Where do I park my van?",
    "Q: May dogs come along?\n\nA: Only on a leash, and not into the hall.": "May dogs come along?",
    "**Q: Who holds the keys?**\n\n**A:** The warden on duty, in the small office.": "Who holds the keys?",
    "Which tent is for children?\n\nThe yellow one beside the stage.": "Which tent is for children?",
    "<details><summary>When does the bar close?</summary>\n\nAt midnight, on Sundays at ten.\n\n</details>": (
        "When does the bar close?"
    ),
    "Is there a cloakroom?\n: Yes, to the left of the entrance.": "Is there a cloakroom?",
    "### Why is my key refused?\n\nIt was blocked after three wrong codes.": "Why is my key refused?",
    "Q: How many guests may I bring?\nA: Two of them, on one evening.": "How many guests may I bring?",
}
TERMS = {
    "Deposit": "The 30 euros that you get back when you leave.",
    "Warden": "Whoever holds the keys in that week.",
    "Quorum": "A third of the members, counted at the door.",
    "Grace period": "Ten days in which no fine is due.",
    "`--wait`": "The seconds until the pump is stopped by force.",
    "`MAX_SIZE`": "The largest file in megabytes that is accepted.",
    "Cantrip": "A spell that is cast without a slot.",
    "Channel": "A room in which members write to each other.",
    "Sapling": "A tree that was planted less than five years ago.",
    "Escrow": "Money that a third person keeps until both have signed.",
}
CODE = {
    "sh": "pump --stop",
    "html": "<pump-state></pump-state>",
    "toml": "port = 8080",
    "js": "client.login(token);",
    "python": "pump.stop(wait=3)",
    "json": '{"pump": false}',
    "sql": "DELETE FROM pumps;",
    "md": "![[Pump.pdf]]",
    "yaml": "pump:\n  stop: true",
    "": "PUMP=off",
}
INTRODUCTIONS = (
    "Example:", "Note:", "For example:", "Usage:", "Examples:", "Tip:", "Like this:", "Here:", "As follows:", "Syntax",
)  # fmt: skip


def first(text: str, question: str) -> Quote:
    """The first quote for a question to a page, beside another page."""
    return Retriever.from_texts({"a.md": text, "b.md": PADDING}).ask(question).quotes[0]


def shown(quote: Quote) -> list[str]:
    """The blocks that are shown, in order."""
    return [each for span in quote.spans for each in span.text.split("\n\n")]


@pytest.mark.parametrize("heading", HEADINGS)
def test_heading_names_the_subject(heading: str) -> None:
    """A sentence below the heading that alone names its subject is quoted with its section."""
    page = "# All\n\n" + "\n\n".join(f"## {name}\n\n{sentence}" for name, (sentence, _) in HEADINGS.items())
    quote = first(page, HEADINGS[heading][1])
    assert quote.section[-1] == heading
    assert HEADINGS[heading][0] in shown(quote)


@pytest.mark.parametrize(("head", "sentence"), RUN_IN_HEADS.items())
def test_run_in_head(head: str, sentence: str) -> None:
    """The title in front of a sentence is quoted with it, and does not answer alone."""
    others = "\n\n".join(f"**{each}** {text}" for each, text in RUN_IN_HEADS.items() if each != head)
    quote = first(f"# Rules\n\n{others}\n\n**{head}** {sentence}", f"What is {head.removesuffix('.')}?")
    start, end = (offset - quote.start for offset in quote.highlight)
    assert quote.text[start:end] == sentence
    assert f"{head} {sentence}" in shown(quote)


@pytest.mark.parametrize(("entry", "question"), QUESTIONS.items())
def test_faq(entry: str, question: str) -> None:
    """An answer is quoted with its question, and the question alone never answers."""
    quote = first(f"# Help\n\nThese are the rules of the camp.\n\n{entry}", question)
    start, end = (offset - quote.start for offset in quote.highlight)
    assert "?" not in quote.text[start:end]
    text = " ".join(span.text for span in quote.spans)
    assert "?" in text[: text.index(quote.text[start:end])]


@pytest.mark.parametrize("term", TERMS)
def test_definition(term: str) -> None:
    """A definition is quoted with its term, and the term alone never answers."""
    quote = first("# Terms\n\n" + "\n\n".join(f"{each}\n: {text}" for each, text in TERMS.items()), f"What is {term}?")
    start, end = (offset - quote.start for offset in quote.highlight)
    assert quote.text[start:end] == TERMS[term]
    assert "\n\n".join((term.strip("`"), TERMS[term])) in "\n\n".join(shown(quote))


@pytest.mark.parametrize(("language", "code"), CODE.items())
def test_lead_in_and_code(language: str, code: str) -> None:
    """What announces code is quoted with it, and the quote knows its language."""
    page = f"# Pump\n\n## Stop it\n\nTo stop the pump from a script:\n\n```{language}\n{code}\n```\n\nThen wait."
    quote = first(page, "How do I stop the pump from a script?")
    assert shown(quote)[:2] == ["To stop the pump from a script:", code]
    (block,) = (block for block in quote.blocks if block.kind is BlockKind.CODE)
    assert (block.language or "") == language


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_introduction_alone(introduction: str) -> None:
    """Words that only introduce code never answer; they bring it."""
    page = f"# Config\n\n## Port\n\nThe daemon reads this.\n\n{introduction}\n\n```toml\nport = 8080\n```"
    quote = first(page, f"port daemon {introduction}")
    start, end = (offset - quote.start for offset in quote.highlight)
    assert quote.text[start:end] != introduction
    assert shown(quote)[-2:] == [introduction, "port = 8080"]


@pytest.mark.parametrize("row", range(10))
def test_table_row(row: int) -> None:
    """Each cell is a span beside the names of the columns, and the one in the column that is asked for answers."""
    names = "Anvil Barrel Candle Dagger Easel Flute Goblet Hammer Inkwell Jug".split()
    rows = "\n".join(f"| {name} | {number + 2} kilos | {number + 30} euros |" for number, name in enumerate(names))
    quote = first(
        f"# Wares\n\nThese are sold.\n\n| Ware | Weight | Price |\n|---|---|---|\n{rows}",
        f"What is the price of the {names[row].lower()}?",
    )
    assert quote.text == f"{row + 30} euros"
    assert quote.highlight == (quote.start, quote.end)
    texts = [span.text for span in quote.spans]
    assert not any("\t" in text for text in texts)
    assert {"Ware", "Weight", "Price", names[row], f"{row + 2} kilos", quote.text} <= set(texts)
    assert all(before.end <= after.start for before, after in pairwise(quote.spans))


@pytest.mark.parametrize("step", range(10))
def test_steps(step: int) -> None:
    """Where a question asks how, the step that answers is quoted with all others and with what announces them."""
    tools = "anvil barrel candle dagger easel flute goblet hammer inkwell jug".split()
    items = [f"Put the {tool} where its sign is." for tool in tools]
    listed = "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))
    fill = "The hall is used by three clubs, each of which keeps its tools in the cupboards along the wall. " * 6
    quote = first(
        f"# Hall\n\n## Tidy up\n\n{fill}\n\nTo leave the hall in order:\n\n{listed}\n\nThank you for it.",
        f"How do I put the {tools[step]} where its sign is?",
    )
    every = shown(quote)
    at = every.index(items[0])
    assert every[at - 1 : at + len(items)] == ["To leave the hall in order:", *items]


def test_given_cases() -> None:
    """The two pages that this began with are quoted at their right places."""
    page = "# Embed files\n\n## Embed a PDF\n\nTo embed a PDF:\n\n```md\n![[Document.pdf]]\n```"
    assert shown(first(page, "How do I embed a PDF?"))[:2] == ["To embed a PDF:", "![[Document.pdf]]"]
    spells = (
        "# Spells\n\n## Fireball\n\n*3rd-level evocation*\n\nEach creature in a 20-foot-radius sphere must make a"
        " Dexterity saving throw. A target takes 8d6 fire damage on a failed save.\n\n## Wish\n\nYou may duplicate any"
        " other spell. The stress of it deals damage to you, and a *fireball* that you throw by it counts as such."
    )
    quote = first(spells, "How much damage does fireball do?")
    assert quote.section == ("Fireball",)
    assert "8d6" in quote.text[quote.highlight[0] - quote.start : quote.highlight[1] - quote.start]


@pytest.mark.parametrize(
    "question",
    [
        "How do I stop it?",
        "how to stop it",
        "Hey, how can I stop it",
        "Wie kann ich es stoppen?",
        "Comment faire ?",
        "¿Cómo se para?",
        "Come si ferma?",
        "Hoe kan ik het stoppen?",
        "Как остановить?",
        "steps to stop it",
    ],
)
def test_asks_for_steps(question: str) -> None:
    """A question how something is done asks for steps."""
    assert asks_for_steps(question)


@pytest.mark.parametrize("question", ["How many are there?", "How old is it?", "Wie alt ist er?", "Who knows how to?"])
def test_asks_for_no_steps(question: str) -> None:
    """Another question does not."""
    assert not asks_for_steps(question)
