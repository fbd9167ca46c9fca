"""Reads the text of a report, published or in draft, into sentences that `rules/wording` can judge."""

from .known import known_of, sentences_of
from .markdown import read_markdown
from .plain import read_plain

__all__ = ["known_of", "read_markdown", "read_plain", "sentences_of"]
