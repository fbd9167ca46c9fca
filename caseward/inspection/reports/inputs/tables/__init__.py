"""The tables that a report draws from decided data, section by section: plain values, no markup.

The same tables become the page, the PDF, the spreadsheet, the CSV and the JSON. However large the
inspection, each kind of table asks the database a fixed number of questions.
"""

from .cells import Cell, Table
from .drawn import Drawn, drawn_from

__all__ = ["Cell", "Drawn", "Table", "drawn_from"]
