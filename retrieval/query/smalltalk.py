"""Is anything asked for at all? Greetings, thanks, orders and talk to the bot itself are no questions for articles."""

import regex

from retrieval.analysis.stopwords import BOT_TALK, GREETINGS, STOP_WORDS

ADDRESSED = frozenset({"you", "your", "yours", "u", "ur", "yourself", "youre", "bot", "pullquote"})
ASKING = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
SEEKING = ASKING - {"what", "how"}  # "what's up" and "how do you do" are greetings
THANKS = regex.compile(r"(?:many )?(?:thanks|thank you|thankyou|thx|ty|cheers)\b[^?]*", regex.IGNORECASE)
WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
APOSTROPHE = regex.compile(r"['’]")


def is_small_talk(text: str) -> bool:
    """Whether `text` is made of greetings, thanks, orders and talk to the bot alone.

    Example: "Thanks, that helped!" and "Who made you?" are, "Who made the rule?" is not.
    """
    said = {APOSTROPHE.sub("", word.casefold()) for word in WORD.findall(text)}
    telling = said - STOP_WORDS - GREETINGS
    thanks = THANKS.fullmatch(text) is not None and not said & ASKING
    greets = bool(said & GREETINGS) and not telling and not said & SEEKING
    asks_the_bot = bool(said & ADDRESSED) and not telling - BOT_TALK
    return thanks or greets or asks_the_bot
