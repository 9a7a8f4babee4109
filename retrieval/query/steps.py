"""Does a question ask how something is done, so that the steps before and after an answering one belong to it?"""

from typing import Final

import regex

HOW: Final = regex.compile(
    r"""\A\W*(?:
        (?:(?:hey|hi|hello|so|ok|okay|and|but|please|then)\W+){0,2}how\W+(?:do|does|can|could|would|should|to|must)\b
      | (?:steps|instructions)\W+(?:to|for)\b
      | wie\W+(?:\p{L}+\W+)?(?:ich|man|wir|geht) | comment\b | cómo\b | como\b | come\W+(?:si|posso|faccio|fare)\b
      | hoe\W+(?:\p{L}+\W+)?(?:ik|je|men|moet|kan)\b | jak\b | hur\b | hvordan\b | как\b | як\b | nasıl\b | miten\b
      | どうやって | 如何 | 怎么 | 怎麼 | 怎样
    )""",
    regex.IGNORECASE | regex.VERBOSE,
)
"""How questions for steps begin, in some of the languages that have stop words."""


def asks_for_steps(question: str) -> bool:
    """Whether the question asks for steps: "how do I …", "how to …"; not "how many" or "how old"."""
    return HOW.match(question) is not None
