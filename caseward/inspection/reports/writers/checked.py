"""A table of the report as one paragraph of the draft that the provider checks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from .prose import Paragraph

Data = Mapping[str, Any]


def table_paragraph(table: Data) -> Paragraph:
    """The whole table as markup, and as text with a line for each row."""
    return Paragraph("table", 0, "\n".join(_lines(table)), _drawn(table))


def _lines(table: Data) -> Iterator[str]:
    yield table["caption"]
    yield "\t".join(table["head"])
    for row in table["rows"]:
        yield "\t".join(cell["text"] for cell in row)
    yield from table["notes"]


def _drawn(table: Data) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(title) for title in table["head"])
    rows = Markup("").join(map(_row, table["rows"]))
    notes = Markup("").join(Markup('<p class="cw-notes">{}</p>').format(note) for note in table["notes"])
    return Markup(
        '<div class="cw-table" tabindex="0" role="group" aria-label="{caption}"><table class="govuk-table">'
        '<caption class="govuk-table__caption govuk-table__caption--s">{caption}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{notes}"
    ).format(caption=table["caption"], head=head, rows=rows, notes=notes)


def _row(cells: Sequence[Data]) -> Markup:
    name, *others = [cell["text"] for cell in cells]
    drawn = Markup("").join(Markup("<td>{}</td>").format(text) for text in others)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(name, drawn)
