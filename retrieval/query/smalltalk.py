"""Is this a question for the articles? Greetings, thanks, orders and talk to the bot itself are small talk."""

import regex

from retrieval.analysis.stopwords import BOT_TALK, GREETINGS, STOP_WORDS

ADDRESSED = frozenset({"you", "your", "yours", "u", "ur", "yourself", "youre", "bot", "pullquote"})
QUESTION_WORDS = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
INFORMATION_WORDS = QUESTION_WORDS - {"what", "how"}  # "what's up" and "how do you do" are greetings
THANKS = regex.compile(r"(?:many )?(?:thanks|thank you|thankyou|thx|ty|cheers)\b[^?]*", regex.IGNORECASE)
WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
APOSTROPHE = regex.compile(r"['’]")


def is_small_talk(text: str) -> bool:
    """Whether `text` consists only of greetings, thanks, orders and talk to the bot.

    Example: "Thanks, that helped!" and "Who made you?" are small talk, "Who made the rule?" is not.
    """
    words = {APOSTROPHE.sub("", word.casefold()) for word in WORD.findall(text)}
    content_words = words - STOP_WORDS - GREETINGS
    is_thanks = THANKS.fullmatch(text) is not None and not words & QUESTION_WORDS
    is_greeting = bool(words & GREETINGS) and not content_words and not words & INFORMATION_WORDS
    is_about_bot = bool(words & ADDRESSED) and not content_words - BOT_TALK
    return is_thanks or is_greeting or is_about_bot
