"""Rows of tables in plain text: a label and, at the end or on a line of their own, cells."""

import re

NO_DATA = r"No (?:aggregated )?data(?: available)?|No reported"
PER_CENT = r"\d{1,3}(?:\.\d+)?%\d{0,2}"
NUMBER = r"£?\d[\d,]*(?:\.\d+)?(?: weeks?| days?| months?)?"
CELL = rf"(?:{PER_CENT}|{NO_DATA}|{NUMBER})"
ONLY_CELLS = re.compile(rf"^{CELL}(?:\s+{CELL})*$")
AT_END = re.compile(rf"^(?P<label>[^.]*?[^\d\s.,][^.]*?)\s+(?P<cells>{CELL}(?:\s+{CELL})*)$")
CELLS = re.compile(CELL)
NOTE_MARK = re.compile(r"(?<=%)\d{1,2}$")
LABEL = re.compile(r"^[A-Z\d(‘“]")
LONGEST_LABEL = 330


def cells_of(line: str) -> tuple[str, tuple[str, ...]]:
    """The label and the cells of the last line of a row; without cells where it is not one.

    One number is no table: there must be a per cent, a blank such as *No data available*, or two numbers.
    """
    match = AT_END.match(line)
    cells = CELLS.findall(line if ONLY_CELLS.match(line) else match["cells"] if match else "")
    if not cells or not (len(cells) > 1 or "%" in cells[0] or cells[0].startswith("No ")):
        return line, ()
    label = match["label"] if match and not ONLY_CELLS.match(line) else ""
    if len(label.split()) > 14:
        return line, ()
    return label, tuple(NOTE_MARK.sub("", cell) for cell in cells)


def is_label(text: str) -> bool:
    """Whether a piece of text may be the label of a row whose cells stand below it."""
    ends = text.rstrip()[-1:]
    return bool(LABEL.match(text)) and ends not in ".:;,”" and len(text) <= LONGEST_LABEL
