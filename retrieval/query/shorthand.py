"""What do hurried people mean? An English question as typed → the same in full words: "u" is "you", "2" is "to".

Only what is systematic is read so, and only in lower case: "U" may be a name.
"""

import regex

FULL = dict(
    entry.split(":")
    for entry in """
u:you ur:your urs:yours yall:you plz:please pls:please plss:please thru:through tho:though ppl:people wat:what wut:what
wot:what wich:which whts:what's whats:what's whos:who's whens:when's wheres:where's hows:how's whys:why's abt:about
bc:because cuz:because coz:because cus:because gonna:going_to wanna:want_to gotta:have_to gimme:give_me lemme:let_me
any1:anyone some1:someone every1:everyone b4:before smth:something sth:something dunno:do_not_know kinda:kind_of
rly:really rlly:really srsly:seriously
""".split()
)
SHORT = regex.compile(
    r"(?<![\p{L}\p{N}_'’./@#-])(?:(?P<short>\L<short>)(?![\p{L}\p{N}_'’/@#]|[-.]\p{L})|(?P<with>w/(?:o\b)?(?=\s))"
    r"|(?<=\b(?:how|want|need|going|trying|able|have|has|way) )(?P<to>2)(?= \p{Ll}{2})"
    r"|(?P<are>r)(?= (?:u|you|we|they|there)\b))",
    short=list(FULL),
)


def in_full(question: str) -> str:
    """The question with its shorthand in full words."""
    return SHORT.sub(_full, question)


def _full(match: regex.Match[str]) -> str:
    if match["short"]:
        return FULL[match["short"]].replace("_", " ")
    if match["with"]:
        return "without" if match["with"].endswith("o") else "with"
    return "to" if match["to"] else "are"
