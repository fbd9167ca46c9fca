"""Whether two sets of identifying facts are of one person: certain, to be looked at, or not.

Used where a file of arrests and call-outs is matched to people, and where one person may have two records.
Only what is certain is joined without anybody looking; between certain and different a person decides, as
the peers do it with two thresholds [MATCH]. Which facts make it certain, and the threshold of likeness, are
inferred. Names are compared without case, accents, apostrophes and the order of their words; an empty name
is never the same as any other. Names are alike where each word of one is nearly a word of the other, so
that a name that leaves words out is alike too.

Worked examples:

- The same police number, "Zoë O’Neill" and "oneill, zoe": same.
- "John Smith" and "Smith John", both born on 5 August 1980, without a police number: same.
- The same two, but with two different police numbers: perhaps.
- "Jon Smith" and "John Smith", both born on 5 August 1980: perhaps.
- "John Smith" and "John Smith", one of them without a date of birth: perhaps.
- "John Smith" born on 5 August 1980 and "John Smith" born on 6 August 1980: different.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import product
from typing import Literal

ALIKE_FROM = 0.75
"""Words are alike from this on, of 0 to 1: Mohammed and Muhammad are, John and Jane are not (inferred)."""
APOSTROPHES = frozenset("'’‘ʼ`´")
POLICE_NUMBER = re.compile(r"(?:19|20)?(\d\d)/0*(\d{1,7})([A-Z])")

NAMES_EQUAL = "A name is the same."
NAMES_ALIKE = "A name is alike."
NAMES_DIFFERENT = "The names are different."
NAME_MISSING = "A name is missing."
BORN_EQUAL = "The date of birth is the same."
BORN_DIFFERENT = "The dates of birth are different."
BORN_MISSING = "A date of birth is missing."
PNC_EQUAL = "The police number is the same."
PNC_DIFFERENT = "The police numbers are different."
CRN_EQUAL = "The case reference number is the same."


@dataclass(frozen=True)
class Identity:
    """What is known of who somebody is; what is not known is empty or None."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    born_on: date | None = None
    pnc: str = ""
    crn: str = ""


@dataclass(frozen=True)
class Certainty:
    """Whether two identities are of one person, and why, in sentences without anybody's name."""

    level: Literal["same", "perhaps", "different"]
    reasons: tuple[str, ...]


def certainty(one: Identity, other: Identity) -> Certainty:
    """Whether two identities are of one person.

    In: two identities in either order. Out: same where a number (police or case reference) and a name
    agree or are alike, or a name and the date of birth agree, unless the police numbers differ; perhaps
    where a number agrees without the name, the police numbers alone speak against it, names are alike and
    the date of birth agrees, or names agree and a date of birth is missing; else different. Raises
    nothing. [MATCH]; inferred.
    """
    names, born = _names(one, other), _born(one, other)
    pnc = _numbers(police_number(one.pnc), police_number(other.pnc), PNC_EQUAL, PNC_DIFFERENT)
    crn = _numbers(_plain(one.crn), _plain(other.crn), CRN_EQUAL, "")
    reasons = tuple(reason for reason in (pnc, crn, names, born) if reason)
    return Certainty(_level(names, born, pnc, crn), reasons)


def police_number(written: str) -> str:
    """A police number in one way of writing: 12/0052494q, with its century or without, is 12/52494Q.

    In: as it is written. Out: two digits of the year, the number without leading noughts, the letter; what
    does not look like a police number keeps its letters and digits. Inferred.
    """
    plain = _plain(written)
    found = POLICE_NUMBER.fullmatch(re.sub(r"[^0-9A-Z/]", "", written.upper()))
    return f"{found[1]}/{found[2]}{found[3]}" if found else plain


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: sorted, without case, accents and apostrophes.

    In: a name in any script. Out: its words; none where it has no letter or digit. Marks that only steer
    the direction of writing are left out. Inferred.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return tuple(sorted("".join(_kept(letter) for letter in letters).split()))


def _kept(letter: str) -> str:
    if letter in APOSTROPHES or unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return ""
    return letter if unicodedata.category(letter)[0] in "LMN" else " "


def _level(names: str, born: str, pnc: str, crn: str) -> Literal["same", "perhaps", "different"]:
    if pnc == PNC_EQUAL or crn == CRN_EQUAL:
        return "same" if names in (NAMES_EQUAL, NAMES_ALIKE) and pnc != PNC_DIFFERENT else "perhaps"
    if names == NAMES_EQUAL and born == BORN_EQUAL:
        return "perhaps" if pnc == PNC_DIFFERENT else "same"
    if (names, born) in ((NAMES_ALIKE, BORN_EQUAL), (NAMES_EQUAL, BORN_MISSING)):
        return "perhaps"
    return "different"


def _names(one: Identity, other: Identity) -> str:
    first, second = _all_names(one), _all_names(other)
    if not first or not second:
        return NAME_MISSING
    if first & second:
        return NAMES_EQUAL
    return NAMES_ALIKE if any(_alike(*pair) for pair in product(first, second)) else NAMES_DIFFERENT


def _all_names(identity: Identity) -> frozenset[tuple[str, ...]]:
    return frozenset(words for name in (identity.name, *identity.aliases) if (words := words_of(name)))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether every word of one name is written nearly like a word of the other.

    Both ways round, also because the likeness of difflib depends on which word comes first.
    """
    return _is_within(one, other) or _is_within(other, one)


def _is_within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(any(_likeness(word, its) >= ALIKE_FROM for its in other) for word in one)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _born(one: Identity, other: Identity) -> str:
    if one.born_on is None or other.born_on is None:
        return BORN_MISSING
    return BORN_EQUAL if one.born_on == other.born_on else BORN_DIFFERENT


def _numbers(one: str, other: str, equal: str, different: str) -> str:
    if not one or not other:
        return ""
    return equal if one == other else different


def _plain(written: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", written.upper())
