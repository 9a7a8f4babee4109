"""When was that? A time of the library as Discord shows it: how long ago, in the reader's own language."""

from datetime import datetime


def ago(moment: str) -> str:
    """The time in Markdown, such as "3 days ago"."""
    return f"<t:{int(datetime.fromisoformat(moment).timestamp())}:R>"
