"""The verbs of contacts: arranging, moving, recording, correcting."""

from .arranging import Arranged as Arranged
from .arranging import Day as Day
from .arranging import arrange as arrange
from .arranging import cancel as cancel
from .arranging import move as move
from .recording import Held as Held
from .recording import Note as Note
from .recording import Tasks as Tasks
from .recording import correct as correct
from .recording import record as record
from .recording import record_unplanned as record_unplanned
from .taking_in import take_in as take_in
