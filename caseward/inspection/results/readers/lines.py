"""One line of a report's file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the file, its number from 1, and whether it begins a page."""

    number: int
    text: str
    opens_page: bool = False
