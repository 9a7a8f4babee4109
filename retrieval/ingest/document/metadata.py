"""Can this be a title, a name, a day, an address, a language? What metadata claims → what of it is sane, or `None`.

Metadata is written by anyone, so a claim that is too long, empty, or the program's own filler counts as none.
"""

import re
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import regex

LONGEST = 300  # characters of a title or a name
LONGEST_ADDRESS = 2_000  # characters
UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]")
FILLER = regex.compile(
    r"\(?(?:unspecified|anonymous|untitled|unknown|title|author|none|null)\)?|python-docx|microsoft (?:office )?word.*"
    r"|\S+\.(?:docx?|pdf|indd|tex|html?|qxd|rtf)|(?:un)?titled document|word document|document ?\d*",
    regex.IGNORECASE,
)
ISO_DAY = regex.compile(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})(?!\d{1,5}$).*")
LANGUAGE = regex.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]+)?", regex.IGNORECASE)


FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = (
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}"
    rf"|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+\d{{4}})"
)
TIME = r"(?:(?:T|,?\s+(?:at\s+)?)\d{1,2}:\d{2}.{0,20})?"
DATE = re.compile(rf"{WEEKDAY}{DAY}{TIME}\.?", re.IGNORECASE)


def as_words(claim: object) -> str | None:
    """The claim in one line, where it is a title or a name."""
    if not isinstance(claim, str) or len(claim) > 10 * LONGEST:
        return None
    line = " ".join(UNSEEN.sub(" ", claim).split())
    return line if any(map(str.isalnum, line)) and len(line) <= LONGEST and not FILLER.fullmatch(line) else None


def as_day(claim: object) -> date | None:
    """The day that the claim states, time and all: "2024-05-22T10:00:00Z", "May 22, 2024"."""
    line = as_words(str(claim))
    match = ISO_DAY.fullmatch(line) if line else None
    return stated_date("-".join(match.groups()) if match else line) if line else None


def as_address(claim: object) -> str | None:
    """The claim where it is the address of a web page."""
    line = claim.strip() if isinstance(claim, str) else ""
    return line if len(line) <= LONGEST_ADDRESS and not regex.search(r"\s", line) and host(line) else None


def host(url: str) -> str | None:
    """The host that a web address names, without "www."; `None` where it is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return (parts.hostname or "").removeprefix("www.") or None if parts.scheme.lower() in {"http", "https"} else None


def as_language(claim: object) -> str | None:
    """The language's code, such as "en" for "en-GB"."""
    match = LANGUAGE.fullmatch(claim.strip()) if isinstance(claim, str) else None
    return match[1].lower() if match else None


def stated_date(line: str) -> date | None:
    """The day that `line` states and nothing else, such as "Wednesday, May 22, 2024"; else `None`."""
    match = DATE.fullmatch(line.strip())
    return _parsed(match["day"]) if match else None


def _parsed(day: str) -> date | None:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|(?<=\bsep)t\b|[.,]", "", day, flags=re.IGNORECASE)
    for form in FORMATS:
        try:
            return datetime.strptime(" ".join(plain.split()), form).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
    return None


class Stated(NamedTuple):
    """What a source states of itself; `None` where it states nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: "Stated") -> "Stated":
        """These claims, with the other's where there is none."""
        return other._replace(**{field: claim for field, claim in self._asdict().items() if claim is not None})
