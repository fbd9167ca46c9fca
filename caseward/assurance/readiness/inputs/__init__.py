"""The facts of cases as the checks take them, read for a thousand people in the same few statements."""

from .changed import changed_after as changed_after
from .changed import changed_since as changed_since
from .changed import settled_up_to as settled_up_to
from .gathering import AT_ONCE as AT_ONCE
from .gathering import case_of as case_of
from .gathering import cases as cases
from .gathering import findings_of as findings_of
from .gathering import yardstick as yardstick
