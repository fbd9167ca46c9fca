"""What a tagged PDF says of its tables, read from its structure as a screen reader does."""

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

Cells = dict[str, list[list[str]]]
"""Every row of a table, its heading row first, by the caption of the table."""
ARTIFACT = -1
"""The number of a mark that no part of the structure has, such as a page number’s."""
Marks = dict[tuple[int, int], str]
"""The words of each marked piece of content, by its page and number."""


def elements(node: Any) -> Iterator[tuple[str, Any]]:
    """Every element of a tagged PDF with its kind, each before its own parts."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]), node
        if "/K" in node:
            yield from elements(node["/K"])


def marks_of(reader: PdfReader) -> Marks:
    """What is printed, by the marks that tie it to the structure."""
    found: Marks = {}
    for page in reader.pages:
        open_marks: list[int] = []

        def follow(operator: bytes, operands: Any, *_: object, marks: list[int] = open_marks) -> None:
            if operator == b"BDC":
                marks.append(operands[1].get("/MCID", ARTIFACT))
            elif operator == b"BMC":
                marks.append(ARTIFACT)
            elif operator == b"EMC":
                marks.pop()

        def collect(text: str, *_: object, marks: list[int] = open_marks, on: Any = page) -> None:
            if marks:
                place = (on.indirect_reference.idnum, marks[-1])
                found[place] = found.get(place, "") + text

        page.extract_text(visitor_operand_before=follow, visitor_text=collect)
    return found


def words_of(node: Any, marks: Marks, page: int = 0) -> str:
    """The words of an element and of all its parts, without spaces, since lines may break anywhere."""
    if isinstance(node, int):
        return "".join(marks.get((page, node), "").split())
    node = node.get_object()
    if isinstance(node, list):
        return "".join(words_of(each, marks, page) for each in node)
    on = node.raw_get("/Pg").idnum if "/Pg" in node else page
    if "/MCID" in node:
        return words_of(int(node["/MCID"]), marks, on)
    return words_of(node["/K"], marks, on) if "/K" in node else ""


def tables_on(reader: PdfReader) -> Cells:
    """The rows of every table by its caption; one that runs on to the next page goes on without a caption."""
    marks, caption = marks_of(reader), ""
    found: Cells = {}
    root: Any = reader.trailer["/Root"]
    for kind, table in elements(root["/StructTreeRoot"]):
        if kind == "/Table":
            parts = list(elements(table))
            caption = next((words_of(part, marks) for of, part in parts if of == "/Caption"), caption)
            held = found.setdefault(caption, [])
            rows = [row_of(part, marks) for of, part in parts if of == "/TR"]
            held.extend(row for row in rows if row not in held[:1])
    return found


def row_of(row: Any, marks: Marks) -> list[str]:
    """The words of each cell of a row."""
    return [words_of(cell, marks) for kind, cell in elements(row) if kind in {"/TH", "/TD"}]
