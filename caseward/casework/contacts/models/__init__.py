"""Contacts, their notes, corrections, and the tasks agreed at them."""

from .contact import Contact as Contact
from .contact import ContactQuerySet as ContactQuerySet
from .contact import Correction as Correction
from .note import AgreedTask as AgreedTask
from .note import AgreedTaskQuerySet as AgreedTaskQuerySet
from .note import ContactNote as ContactNote
from .progress import Progress as Progress
from .progress import with_progress as with_progress
from .scope import Attendance as Attendance
