"""Which day does this line state? Only a whole date counts: nothing is inferred from half of one."""

import re
from datetime import date, datetime

FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = (
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}"
    rf"|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+\d{{4}})"
)
TIME = r"(?:(?:T|,?\s+(?:at\s+)?)\d{1,2}:\d{2}.{0,20})?"
DATE = re.compile(rf"{WEEKDAY}{DAY}{TIME}\.?", re.IGNORECASE)


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
