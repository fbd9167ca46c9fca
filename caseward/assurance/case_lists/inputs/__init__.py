"""The caseload as the rows of a case list: who is chosen, what each column says, and what is left out."""

from .caseload import barred_from as barred_from
from .caseload import limited as limited
from .listing import Gaps as Gaps
from .listing import Listing as Listing
from .listing import list_cases as list_cases
