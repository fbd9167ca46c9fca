"""What the short keys of sources stand for, so that a page can name a source in words."""

import re
import tomllib
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "frameworks" / "sources.toml"
KEY = re.compile(r"\b[A-Z][A-Z0-9]+\b")


def in_words(source: str) -> str:
    """A source with each known key written out: "TV annex 2" becomes the report's name and "annex 2"."""
    return KEY.sub(lambda key: _sources().get(key[0], key[0]), source)


@cache
def _sources() -> dict[str, str]:
    return tomllib.loads(SHIPPED.read_text("utf-8"))
