"""Case lists in: the whole file is checked, and every fault comes with its place and what to do."""

from .cells import date_in
from .lists import CaseListReading, Progress, read
from .rows import Fault, ListedRow

__all__ = ["CaseListReading", "Fault", "ListedRow", "Progress", "date_in", "read"]
