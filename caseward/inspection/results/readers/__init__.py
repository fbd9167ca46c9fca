"""Reads a published report, text or PDF, into plain figures, each with the line it came from.

Only reading: nothing is stored, and a figure that cannot be read with certainty is named, never guessed.
What the readers know of a report is its form (headings, tables, notes); names and codes are the frameworks'.
"""

from caseward.inspection.results.readers.rating_inputs import as_rating_input
from caseward.inspection.results.readers.reports import ReportReading, read_report
from caseward.inspection.results.readers.texts import UnusableReport

__all__ = ["ReportReading", "UnusableReport", "as_rating_input", "read_report"]
