"""What the checker judges: sentences that somebody has read out of a report, with where they stand."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """What kind of text a sentence stands in."""

    PROSE = "prose"
    ITEM = "item"
    HEADING = "heading"
    ROW = "row"
    NOTE = "note"
    QUOTATION = "quotation"
    EXAMPLE = "example"


@dataclass(frozen=True)
class Sentence:
    """One sentence, heading or row of a table."""

    line: int
    """The line on which it begins, counted from 1."""
    text: str
    place: Place = Place.PROSE
    headings: tuple[str, ...] = ()
    """The headings above it, the outermost first."""
    paragraph: int = 0
    """Counted through the report; sentences of one paragraph share it."""
    label: str = ""
    """The number of an item in a numbered list, or what a row of a table is about."""
    cells: tuple[str, ...] = ()
    """The cells of a row, as printed, without its label."""

    @property
    def is_running_text(self) -> bool:
        """Whether the report itself says it: neither a heading, a table, a footnote nor somebody's words."""
        return self.place in (Place.PROSE, Place.ITEM)

    @property
    def is_from_a_case(self) -> bool:
        """Whether it is a quotation or a practice example, where names of people may stand."""
        return self.place in (Place.QUOTATION, Place.EXAMPLE)
