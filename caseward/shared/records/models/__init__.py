"""The columns, querysets and day reckoning that rows of every app share."""

from typing import TYPE_CHECKING

from .days import DaysAfter as DaysAfter
from .days import MonthsAfter as MonthsAfter
from .days import WorkingDaysAfter as WorkingDaysAfter
from .days import practice as practice
from .days import working_calendar as working_calendar
from .rows import Conflict as Conflict
from .rows import CreatedOnce as CreatedOnce
from .rows import CreatedRow as CreatedRow
from .rows import NotAllowed as NotAllowed
from .rows import SignedInRequest as SignedInRequest
from .rows import Versioned as Versioned
from .rows import VersionedRow as VersionedRow
from .rows import already_created as already_created
from .rows import refuse_if as refuse_if
from .rows import save_if_unchanged as save_if_unchanged
from .work import Work as Work

if TYPE_CHECKING:
    from .rows import Viewer as Viewer
