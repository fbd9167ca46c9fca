"""What is typed in about results: named sets, and published results that are imported."""

from .comparators import ChangeComparatorForm, CreateComparatorForm, clash
from .imports import AboutForm, DiscardForm, RowsForm, SendForm, about_clash, rows_clash

__all__ = [
    "AboutForm",
    "ChangeComparatorForm",
    "CreateComparatorForm",
    "DiscardForm",
    "RowsForm",
    "SendForm",
    "about_clash",
    "clash",
    "rows_clash",
]
