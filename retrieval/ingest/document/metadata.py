"""What does a document state about itself? Title, author, date, URL, language: each cleaned, or `None`.

Anyone can write metadata, so a value that is too long, empty, or a placeholder of the program that wrote it is dropped.
"""

import re
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import regex

MAX_TEXT_LENGTH = 300  # characters of a title or a name
MAX_URL_LENGTH = 2_000  # characters
INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]")
NOT_IN_URL = regex.compile(r"[\s\p{Cc}\p{Cs}]")
PLACEHOLDER = regex.compile(
    r"\(?(?:unspecified|anonymous|untitled|unknown|title|author|none|null)\)?|python-docx|microsoft (?:office )?word.*"
    r"|\S+\.(?:docx?|pdf|indd|tex|html?|qxd|rtf)|(?:un)?titled document|word document|document ?\d*",
    regex.IGNORECASE,
)
TIMESTAMP = regex.compile(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})(?!\d{1,5}$).*")  # ISO 8601, or a PDF's "D:20240522…"
LANGUAGE = regex.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]+)?", regex.IGNORECASE)

DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = (
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}"
    rf"|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+\d{{4}})"
)
TIME = r"(?:(?:T|,?\s+(?:at\s+)?)\d{1,2}:\d{2}.{0,20})?"
DATE = re.compile(rf"{WEEKDAY}{DAY}{TIME}\.?", re.IGNORECASE)


class SourceMetadata(NamedTuple):
    """What a document states about itself; `None` where it states nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: "SourceMetadata") -> "SourceMetadata":
        """This metadata, with the fields that are `None` taken from `other`."""
        return other._replace(**{field: value for field, value in self._asdict().items() if value is not None})


def clean_text(value: object) -> str | None:
    """The title or name in one line; `None` if it is empty, too long or a placeholder such as "Untitled"."""
    if not isinstance(value, str) or len(value) > 10 * MAX_TEXT_LENGTH:
        return None
    line = " ".join(INVISIBLE.sub(" ", value).split())
    has_words = any(map(str.isalnum, line))
    return line if has_words and len(line) <= MAX_TEXT_LENGTH and not PLACEHOLDER.fullmatch(line) else None


def clean_date(value: object) -> date | None:
    """The day of a date or timestamp, such as "2024-05-22T10:00:00Z" or "May 22, 2024"."""
    line = clean_text(str(value))
    match = TIMESTAMP.fullmatch(line) if line else None
    return parse_date("-".join(match.groups()) if match else line) if line else None


def clean_url(value: object) -> str | None:
    """The http or https URL; `None` if it is something else, too long, or has white space in it."""
    line = value.strip() if isinstance(value, str) else ""
    return line if len(line) <= MAX_URL_LENGTH and not NOT_IN_URL.search(line) and host_of(line) else None


def clean_language(value: object) -> str | None:
    """The language code without its region, such as "en" for "en-GB"."""
    match = LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def host_of(url: str) -> str | None:
    """The host of an http or https URL, without "www."; `None` for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return (parts.hostname or "").removeprefix("www.") or None if parts.scheme.lower() in {"http", "https"} else None


def parse_date(line: str) -> date | None:
    """The day if `line` is a whole date and nothing else, such as "Wednesday, May 22, 2024"; else `None`.

    Nothing is inferred: "May 22" lacks its year, and "5/6/2024" may be a day in May or in June.
    """
    match = DATE.fullmatch(line.strip())
    return _parse_day(match["day"]) if match else None


def _parse_day(day: str) -> date | None:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|(?<=\bsep)t\b|[.,]", "", day, flags=re.IGNORECASE)
    for date_format in DATE_FORMATS:
        try:
            return datetime.strptime(" ".join(plain.split()), date_format).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
    return None
