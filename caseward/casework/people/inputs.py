"""Names, numbers and dates as they are compared: keys to search by, questions, identities for the rule."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

import jellyfish

from caseward.rules.person_matching import APOSTROPHES, Identity, police_number, words_of

from .models import Part, Person, SearchKey

LONGEST_KEY = 80
MOST_PARTS = 8
"""A question of more words is cut: each is one more look into the index."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WRITTEN_DATE = re.compile(
    r"\b(\d{1,2})(?:\s*[/.\-]\s*|\s+)(\d{1,2}|[a-z]{3,9})(?:\s*[/.\-]\s*|\s+)(\d{4})\b", re.I
)
COMPUTER_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
HAS_DIGIT = re.compile(r"\d")

Key = tuple[str, str]


def keys_of(name: str, aliases: Iterable[str] = (), pnc: str = "") -> frozenset[Key]:
    """The keys, as (kind, key), by which somebody of these names is found.

    O'Neill is found as oneill and as neill, Smith-Jones as smith, jones and smithjones.
    """
    keys: set[Key] = set()
    for written in (name, *aliases):
        for word in _indexed_words(written):
            keys |= _keys_of_word(word)
    if pnc:
        keys.add((SearchKey.Kind.PNC, police_number(pnc)[:LONGEST_KEY]))
    return frozenset(key for key in keys if key[1])


def understood(typed: str) -> tuple[Part, ...]:
    """What was typed into the one box, part by part; nothing where no letter or digit is in it."""
    dates, rest = _dates_in(unicodedata.normalize("NFC", typed))
    parts = [Part(born_on=day) for day in dates]
    for chunk in rest.split():
        parts += [_part(chunk, word) for word in words_of(chunk)]
    return tuple(dict.fromkeys(parts))[:MOST_PARTS]


def identity_of(person: Person) -> Identity:
    """A record as the rule of matching takes it; its aliases are loaded."""
    aliases = tuple(alias.name for alias in person.aliases.all())
    return Identity(name=person.name, aliases=aliases, born_on=person.born_on, pnc=person.pnc, crn=person.crn)


def _indexed_words(written: str) -> set[str]:
    words = set(words_of(written))
    for chunk in written.split():
        if len(pieces := words_of(chunk)) > 1:
            words.add("".join(word for piece in re.split(r"[^\w]+", chunk) for word in words_of(piece)))
            words |= set(pieces)
    apart = "".join(" " if letter in APOSTROPHES else letter for letter in written)
    return {word[:LONGEST_KEY] for word in words | set(words_of(apart))}


def _keys_of_word(word: str) -> set[Key]:
    return {
        (SearchKey.Kind.WORD, word),
        (SearchKey.Kind.METAPHONE, _metaphone(word)),
        (SearchKey.Kind.SOUNDEX, _soundex(word)),
    }


def _part(chunk: str, word: str) -> Part:
    word = word[:LONGEST_KEY]
    if not HAS_DIGIT.search(chunk):
        return Part(word=word, metaphone=_metaphone(word), soundex=_soundex(word))
    return Part(word=word, crn=chunk.upper(), pnc=police_number(chunk)[:LONGEST_KEY])


def _metaphone(word: str) -> str:
    return jellyfish.metaphone(word)[:LONGEST_KEY] if _sounds_english(word) else ""


def _soundex(word: str) -> str:
    return jellyfish.soundex(word) if _sounds_english(word) else ""


def _sounds_english(word: str) -> bool:
    """Only letters of the English alphabet have a sound that these keys know."""
    return word.isascii() and word.isalpha()


def _dates_in(typed: str) -> tuple[list[date], str]:
    """The days named, and what is left of the text."""
    days: list[date] = []

    def take(found: re.Match[str], order: tuple[int, int, int]) -> str:
        day = _day(*(found[number] for number in order))
        if day is None:
            return found[0]
        days.append(day)
        return " "

    rest = COMPUTER_DATE.sub(lambda found: take(found, (1, 2, 3)), typed)
    rest = WRITTEN_DATE.sub(lambda found: take(found, (3, 2, 1)), rest)
    return days, rest


def _day(year: str, month: str, day: str) -> date | None:
    number = MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else month
    try:
        return date(int(year), int(number), int(day))
    except ValueError:
        return None
