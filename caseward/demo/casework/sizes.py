"""How large an estate can be. The numbers of Thames Valley and London are those of their reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """One size of the estate."""

    code: str
    provider: str
    people: int
    staff: int
    officers: int
    managers: int
    offices: int
    most_contacts: int
    """Of the one person whose record is far longer than any other."""
    overload: int
    """How many times the usual caseload one officer has."""


SIZES = {
    size.code: size
    for size in (
        Size("small", "Marlowe Vale Probation", 500, 30, 11, 2, 2, 2_000, 4),
        Size("thames-valley", "Thames Valley, invented", 4_212, 257, 89, 11, 8, 20_000, 4),
        # The report gives no number of officers; as many for the people as in the smaller provider.
        Size("london", "London, invented", 28_819, 900, 609, 72, 22, 20_000, 4),
    )
}
