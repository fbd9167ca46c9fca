"""The report of an inspection: its text and drafts, who writes, what was checked, and the provider's check.

Who sees it before publication: lead, inspectors and analyst of the inspection, and the publisher. The
inspected provider's contact sees a frozen copy while the factual accuracy check is open, then its outcome.
"""

from .checks import AcceptedFinding
from .editions import Edition, EditionPdf, EditionQuerySet, PressNotice, digest_of, edition_in_writing
from .fact_checks import FactCheck, FactComment, FrozenParagraph
from .printed_notes import PrintedNote
from .reports import READERS, Report, reported_inspections
from .sections import Comment, Draft, Pen, PenTakeover, SectionText

__all__ = [
    "READERS",
    "AcceptedFinding",
    "Comment",
    "Draft",
    "Edition",
    "EditionPdf",
    "EditionQuerySet",
    "FactCheck",
    "FactComment",
    "FrozenParagraph",
    "Pen",
    "PenTakeover",
    "PressNotice",
    "PrintedNote",
    "Report",
    "SectionText",
    "digest_of",
    "edition_in_writing",
    "reported_inspections",
]
