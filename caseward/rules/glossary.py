"""The words of a report that not every reader knows, from frameworks/glossary.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "frameworks" / "glossary.toml"


@dataclass(frozen=True)
class Entry:
    """One word and what it means to a reader outside the field."""

    word: str
    meaning: str


@cache
def load_glossary(file: Path = FILE) -> tuple[Entry, ...]:
    """The words by the alphabet, each once; our own short explanations, so inferred.

    In: a TOML file with one `[[words]]` each. Raises KeyError where a word has no meaning, ValueError where
    one stands twice.
    """
    rows = tomllib.loads(file.read_text("utf-8"))["words"]
    entries = tuple(Entry(row["word"], row["meaning"]) for row in rows)
    named = [entry.word.casefold() for entry in entries]
    if len(set(named)) < len(named):
        raise ValueError(f"{file.name}: a word stands twice")
    return tuple(sorted(entries, key=lambda entry: entry.word.casefold()))
