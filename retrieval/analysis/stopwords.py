"""Which words say nothing about a text's subject? Stop words, light words, and words of small talk.

The English stop words are the closed word classes (Quirk et al., *A Comprehensive Grammar of the English Language*,
1985, section 2.39): pronouns, articles, prepositions, conjunctions, auxiliaries and question words; and contractions,
without apostrophes. Those of other languages come from python-stop-words.
"""

from collections.abc import Collection

PRONOUNS = """
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves one ones oneself this that these those each other another such
someone anyone everyone somebody anybody everybody something anything everything nothing nobody none
"""
DETERMINERS = "a an the some any all both either neither every no many much more most several enough own same few"
PREPOSITIONS = """
about above across after against along among around as at before behind below beneath beside between beyond by despite
down during except for from in inside into like near of off on onto out outside over past per since than through
throughout till to toward towards under until up upon via with within without
"""
CONJUNCTIONS = "and but or nor so yet if because although though while whereas unless whether then else"
AUXILIARIES = """
am is are was were be been being do does did doing done have has had having can could may might must shall should will
would ought need dare let
"""
ADVERBS = "not only just very too also again ever never here there now once quite rather still already even however"
QUESTIONS = "who whom whose what which when where why how"
CONTRACTED = """
im ive ill id youre youve youll youd hes shes theyre theyve theyll theyd weve were well wed isnt arent wasnt werent
dont doesnt didnt hasnt havent hadnt cant couldnt wont wouldnt shouldnt mustnt aint s t d ll ve re m
whos whats whens wheres hows thats theres lets
"""
STOP_WORDS = frozenset(
    " ".join((PRONOUNS, DETERMINERS, PREPOSITIONS, CONJUNCTIONS, AUXILIARIES, ADVERBS, QUESTIONS, CONTRACTED)).split()
)
LIGHT_WORDS = frozenset(
    """
    tell say says said show give gives gave given explain describe know known knew find found mean means meant happen
    happens happened please thing things way ways kind type sort article articles text story news information info fact
    facts detail details mention mentioned question answer get gets got getting go goes going went gone come comes came
    make makes made take takes took taken put use used want wanted look looks looked call calls called name names named
    keep kept begin begins began start starts started try tried ask asked become became bring brought hold held provide
    contain contains include includes included exist consider considered appear appeared work works worked people person
    man woman guy guys someone place places part parts number amount certain different new other main time year date day
    example set touch together week compare compared exactly actually
    really currently recently originally usually generally typically first last
    """.split()
)
"""Words that introduce a question, or that answers paraphrase: it means little if an answer lacks them."""

ATTRIBUTES = frozenset(
    """
    born birth birthday birthplace old age tall height weigh weight married marry wedding wife husband spouse boyfriend
    girlfriend divorced children kids child son daughter brother sister siblings mother grandmother salary worth earn
    earns earned income cost costs price fee rate score scored verdict arrested die died dies death dead killed religion
    phone email address password hometown nationality degree zodiac favorite favourite hobby pet dog cat eat drink
    wear wearing wore dress outfit color colour vote voted votes employees minutes miles maximum
    minimum temperature weather
    """.split()
)
"""Attributes of people and things that questions ask for; only a sentence with the same word answers."""

GREETINGS = frozenset(
    """
    hi hello hey hiya yo howdy greetings welcome good morning afternoon evening night day bye goodbye cya later see
    thank thanks thankyou thx ty cheers nice cool awesome amazing perfect great wow ok okay sure yes yeah yep nope nah
    lol lmao haha hmm sorry please bot robot pullquote ping test testing whats sup tell joke jokes sing song dance poem
    write story help stop shut job well done
    """.split()
)
"""Words of greetings, thanks and orders."""

BOT_TALK = frozenset(
    """
    name named make made built created create work works working feel feeling love like hate old real human alive ai
    smart stupid best bad think know doing going today really speak talk say use used run running able language
    live born favorite favourite
    """.split()
)
"""Words with which people talk to the bot about itself, if they also address it ("you", "your")."""

CODES = {"no": "nb"}
"""Language → its code in python-stop-words, where that differs."""

PUNCTUATION = '",'  # around each Hebrew word in python-stop-words

QUESTION_PAIRS = {
    "zh": """
    什么 什麼 哪些 哪个 哪個 哪里 哪裡 哪种 哪種 哪位 多少 如何 怎么 怎麼 怎样 怎樣 何时 何時 为何 為何 是谁 是誰
    """
}
"""Language without spaces → bigrams of question words, which its list of single letters lacks."""


def stop_words_of(language: str) -> Collection[str]:
    """The stop words of a language; none if it has no list."""
    if language == "en":
        return STOP_WORDS
    from stop_words import safe_get_stop_words  # noqa: PLC0415 -- English does not load it

    listed = safe_get_stop_words(CODES.get(language, language))
    return frozenset([*(word.strip(PUNCTUATION) for word in listed), *QUESTION_PAIRS.get(language, "").split()])
