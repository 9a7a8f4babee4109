"""Which language does a part of an address name? "pt-BR", "zh_CN" or "deutsch" → an ISO 639-1 code.

Such a part may mean something else: the folders of the IT department, of "no" beside "yes", the "it" of "make-it". So
it is taken for a language only where the article's text is in that language.
"""

from collections.abc import Mapping
from typing import Final

import regex

from retrieval.analysis.language import LANGUAGES

CODE: Final = regex.compile(r"([a-z]{2,3})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3})){0,2}", regex.IGNORECASE)
"""A language with its script or region, after BCP 47: "de", "pt-BR", "zh_Hant_TW", "es-419"."""

ALIASES: Final[Mapping[str, str]] = {
    name: language
    for names in """
    cs: cz / da: dk / de: deu ger deutsch german / el: gr / en: eng english / es: spa spanish espanol español
    / fr: fra fre french francais français / he: iw / id: in / it: ita italian italiano / ja: jp jpn japanese
    / ko: kr kor korean / nl: nld dutch nederlands / no: nb nn / pl: pol polish polski
    / pt: br por portuguese portugues português / ru: rus russian / sv: se / tr: tur turkish / uk: ua ukr ukrainian
    / vi: vn / zh: cn hk tw chi chinese
    """.split("/")
    for language, _, others in [names.strip().partition(": ")]
    for name in others.split()
}
"""Other names of languages in addresses: country codes, ISO 639-2, and words."""

ALIKE: Final = (frozenset(("da", "no")), frozenset(("hr", "sl", "sr")), frozenset(("cs", "sk")))
"""Languages that are often taken for one another where a text is short."""


def language_named(part: str, text_language: str) -> str | None:
    """The language that a part of an address names, if the article's text is in it; `None` otherwise."""
    code = CODE.fullmatch(part)
    name = (code[1] if code else part).casefold()
    language = ALIASES.get(name, name)
    if text_language not in LANGUAGES or language not in LANGUAGES:
        return None
    is_alike = any({language, text_language} <= alike for alike in ALIKE)
    return language if language == text_language or is_alike else None
