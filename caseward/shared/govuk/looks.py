"""How one form field is to look, where the usual look is not enough."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Look:
    """Set on a form, `looks = {"percent": Look(width=3)}`, or for one page: `as_govuk(size="l")`."""

    label: str = ""
    """Words instead of the field's own label."""
    size: str = ""
    """Label or legend: s, m, l or xl."""
    heading: bool = False
    """The label is the page's h1."""
    hidden_label: bool = False
    """The label is read out but not seen."""
    width: int = 0
    """Characters: 2, 3, 4, 5, 10, 20 or 30."""
    prefix: str = ""
    suffix: str = ""
    rows: int = 5
    inline: bool = False
    """Radios or checkboxes side by side: for two or three short choices."""
    small: bool = False
    """Smaller radios or checkboxes."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """Value of a choice → a hint under it."""
    reveals: Mapping[str, str] = field(default_factory=dict)
    """Value of a choice → markup shown once it is chosen."""
