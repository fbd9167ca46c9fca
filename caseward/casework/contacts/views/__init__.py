"""Pages about contacts, and what their views share."""

from .arranging import arrange as arrange
from .arranging import move as move
from .reading import contact as contact
from .reading import index as index
from .recording import correct as correct
from .recording import record as record
from .recording import unplanned as unplanned
