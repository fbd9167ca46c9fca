"""What is typed in about contacts."""

from .arranging import ArrangeForm as ArrangeForm
from .arranging import MoveForm as MoveForm
from .recording import CorrectForm as CorrectForm
from .recording import RecordForm as RecordForm
from .recording import UnplannedForm as UnplannedForm
