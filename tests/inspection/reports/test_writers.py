"""The page, the PDF, the spreadsheet, the CSV and the JSON of an edition: the same in every cell."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from odf import opendocument
from odf.namespaces import OFFICENS, TABLENS
from odf.table import Table as Sheet
from odf.table import TableCell, TableRow
from odf.teletype import extractText
from pypdf import PdfReader

from caseward.inspection.ratings.models import Decision
from caseward.inspection.reports import jobs
from caseward.inspection.reports.models import Edition, EditionPdf
from caseward.inspection.reports.writers import pdf as printing
from caseward.inspection.reports.writers.ods import as_ods
from caseward.inspection.reports.writers.pdf import PdfUnavailable, as_pdf
from caseward.inspection.reports.writers.rows import as_csv, as_json
from tests.factories import accounts, editions, ratings
from tests.factories.accounts import Cast
from tests.inspection.reports import paper
from tests.inspection.reports.paper import Cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast: Cast) -> Edition:
    """The edition of a whole inspection."""
    return _published(cast)


@pytest.fixture(scope="module")
def document(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """What such an edition says, made once for all that only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        said: dict[str, Any] = _published(accounts.cast()).document
        transaction.set_rollback(True)
    return said


@pytest.fixture(scope="module")
def pdf(document: dict[str, Any]) -> bytes:
    """The document in print."""
    return as_pdf(document)


def _published(cast: Cast) -> Edition:
    """Counted cases, a moved rating, figures of the provider."""
    inspection = ratings.counted(cast, ratings.THAMES_VALLEY)
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    ratings.decide(cast, meeting, "2.2", "good", ground=Decision.Ground.DISCRETION, reason=ratings.WHY)
    return editions.published_after(cast, inspection, meeting)


def expected(document: dict[str, Any]) -> Cells:
    """What the document says, which every file has to say too."""
    found: Cells = {}
    for section in document["sections"]:
        for table in section["tables"]:
            rows = [[cell["text"] for cell in row] for row in table["rows"]]
            assert table["caption"] not in found, "two tables of one name cannot be told apart"
            found[table["caption"]] = [table["head"], *rows]
    return found


def squeezed(document: dict[str, Any]) -> Cells:
    """The same without spaces, as print is compared."""
    return {
        "".join(caption.split()): [["".join(cell.split()) for cell in row] for row in rows]
        for caption, rows in expected(document).items()
    }


class Tables(HTMLParser):
    """The tables of a page, with the levels of its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Cells = {}
        self.headings: list[int] = []
        self.scopes: list[str] = []
        self._caption = ""
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"caption", "th", "td"}:
            self._text = ""
            self.scopes += [str(value) for name, value in attrs if name == "scope"]
        elif tag == "tr":
            self.found[self._caption].append([])
        elif tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._text is None:
            return
        said = " ".join(self._text.split())
        if tag == "caption":
            self._caption = said
            self.found[said] = []
        elif tag in {"th", "td"}:
            self.found[self._caption][-1].append(said)
        if tag in {"caption", "th", "td"}:
            self._text = None


def on_the_page(edition: Edition) -> Tables:
    slug = edition.document["result"]["slug"]
    page = Client().get(f"/reports/{slug}/edition-{edition.number}/").content.decode()
    tables = Tables()
    tables.feed(page)
    return tables


def sheets(document: dict[str, Any]) -> Iterator[tuple[str, list[list[Any]]]]:
    """The sheets of the spreadsheet by caption, each with the rows of its table as cells."""
    book = opendocument.load(io.BytesIO(as_ods(document)))
    for sheet in book.spreadsheet.getElementsByType(Sheet)[1:]:
        rows = [row.getElementsByType(TableCell) for row in sheet.getElementsByType(TableRow)]
        gap = next(place for place, cells in enumerate(rows) if extractText(cells[0]) == "")
        caption = extractText(rows[gap + 1][0]).removeprefix("Table: ")
        yield caption, rows[:gap]


def test_the_page_has_every_cell(edition: Edition) -> None:
    assert on_the_page(edition).found == expected(edition.document)


def test_the_spreadsheet_has_every_cell_and_its_numbers_are_numbers(document: dict[str, Any]) -> None:
    found = dict(sheets(document))
    said = {caption: [[extractText(cell) for cell in row] for row in rows] for caption, rows in found.items()}
    assert said == expected(document)
    for section in document["sections"]:
        for table in section["tables"]:
            for row, cells in zip(table["rows"], found[table["caption"]][1:], strict=True):
                for cell, written in zip(row, cells, strict=True):
                    kind, value = (written.getAttrNS(OFFICENS, name) for name in ("value-type", "value"))
                    assert kind == ("string" if cell["value"] is None else "float")
                    assert cell["value"] is None or float(value) == cell["value"]


def test_the_csv_has_every_cell_with_its_number(document: dict[str, Any]) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(document).decode())))
    wanted = [
        (
            table["code"],
            str(number),
            column,
            cell["text"],
            "" if cell["value"] is None else str(cell["value"]),
        )
        for section in document["sections"]
        for table in section["tables"]
        for number, row in enumerate(table["rows"], 1)
        for column, cell in zip(table["head"], row, strict=True)
    ]
    told = [
        (row["table"], row["row"], row["column"], row["text"].removeprefix("'"), row["value"]) for row in rows
    ]
    assert told == wanted


def number_of(cell: dict[str, Any]) -> str:
    """The number of a cell as the CSV has it."""
    return "" if cell["value"] is None else str(cell["value"])


def test_the_json_is_the_document(document: dict[str, Any]) -> None:
    assert json.loads(as_json(document)) == document


def test_the_pdf_is_tagged_and_named(document: dict[str, Any], pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] and catalog["/Lang"] == "en-GB"
    assert reader.metadata is not None and reader.metadata.title == document["title"]


def test_the_pdf_has_every_cell_in_its_row_and_column(document: dict[str, Any], pdf: bytes) -> None:
    printed = paper.tables_on(PdfReader(io.BytesIO(pdf)))
    assert {caption: printed.get(caption) for caption in squeezed(document)} == squeezed(document)


def test_the_pdf_tells_screen_readers_of_tables_their_heads_and_drawings(
    document: dict[str, Any], pdf: bytes
) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    catalog: Any = reader.trailer["/Root"]
    tagged = [kind for kind, _ in paper.elements(catalog["/StructTreeRoot"])]
    wanted = expected(document)
    assert tagged.count("/Table") >= len(wanted)
    assert tagged.count("/TH") + tagged.count("/TD") >= sum(
        len(row) for rows in wanted.values() for row in rows
    )
    assert tagged.count("/Figure") == sum(len(section["charts"]) for section in document["sections"])


def test_headings_come_in_their_order_without_a_gap(edition: Edition) -> None:
    levels = on_the_page(edition).headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_cell_of_a_heading_says_what_it_heads(edition: Edition) -> None:
    tables = on_the_page(edition)
    columns = sum(len(rows[0]) for rows in tables.found.values())
    names = sum(len(rows) - 1 for rows in tables.found.values())
    assert (tables.scopes.count("col"), tables.scopes.count("row")) == (columns, names)


def test_the_json_says_why_the_panel_moved_a_rating(document: dict[str, Any]) -> None:
    standards = {row["code"]: row for row in document["result"]["standards"]}
    assert standards["2.2"]["reason"] == ratings.WHY
    assert (standards["2.2"]["indicative"], standards["2.2"]["final"]) == ("requires_improvement", "good")


def test_a_cell_that_begins_like_a_formula_stays_text(edition: Edition) -> None:
    document = edition.document
    document["sections"][1]["tables"][0]["rows"][0][0]["text"] = "=1+1"
    assert "'=1+1" in as_csv(document).decode()
    book = opendocument.load(io.BytesIO(as_ods(document)))
    cells = [cell for cell in book.spreadsheet.getElementsByType(TableCell) if extractText(cell) == "=1+1"]
    assert [cell.getAttrNS(OFFICENS, "value-type") for cell in cells] == ["string"]
    assert not any(
        cell.getAttrNS(TABLENS, "formula") for cell in book.spreadsheet.getElementsByType(TableCell)
    )


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_everybody_downloads_every_file(edition: Edition, client: Client, ending: str, kind: str) -> None:
    answer = client.get(f"/reports/{edition.document['result']['slug']}/edition-1.{ending}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)


def test_the_pdf_is_made_once_and_reading_it_stores_nothing(
    edition: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []

    def once(document: object) -> bytes:
        made.append(document)
        return b"%PDF"

    monkeypatch.setattr("caseward.inspection.reports.actions.publication.as_pdf", once)
    address = f"/reports/{edition.document['result']['slug']}/edition-1.pdf"
    assert client.get(address).content == b"%PDF" and not EditionPdf.objects.exists()
    for _ in range(2):
        jobs.set_type.call(edition.pk)
    assert [client.get(address).content for _ in range(2)] == [b"%PDF", b"%PDF"]
    assert EditionPdf.objects.get().edition == edition
    assert len(made) == 2


def test_publishing_on_the_page_keeps_the_pdf(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseward.inspection.reports.actions.publication.as_pdf", lambda _: b"%PDF")
    report = editions.ready(cast)
    client.force_login(cast.publisher)
    sent = {"creation_key": str(uuid4()), "source": "The inspectorate", "note": ""}
    client.post(f"/inspections/{report.inspection_id}/report/publish/", sent)
    assert EditionPdf.objects.get().edition == Edition.objects.get()


def test_publishing_does_not_fail_where_no_pdf_can_be_made(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(_: object) -> bytes:
        raise PdfUnavailable("Pango is not installed.")

    monkeypatch.setattr("caseward.inspection.reports.actions.publication.as_pdf", without)
    jobs.set_type.call(edition.pk)
    assert not EditionPdf.objects.exists()


def test_without_pango_a_page_says_so(
    edition: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(_: object) -> bytes:
        raise PdfUnavailable("Pango is not installed.")

    monkeypatch.setattr("caseward.inspection.reports.actions.publication.as_pdf", without)
    answer = client.get(f"/reports/{edition.document['result']['slug']}/edition-1.pdf")
    assert answer.status_code == 503
    assert "libpango" in answer.content.decode()


def test_a_machine_without_pango_is_told_apart_from_a_broken_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", Unloadable())
    with pytest.raises(PdfUnavailable):
        printing.as_pdf({"sections": []})


class Unloadable:
    """A module whose library is missing."""

    def __getattr__(self, name: str) -> Any:
        raise OSError("cannot load library 'libpango-1.0-0'")


def test_the_json_is_as_the_published_schema_says(document: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert list(faults(schema, document, "the document")) == []


SCHEMA = Path(__file__).parents[3] / "docs" / "report-schema.json"
TYPES: dict[str, Any] = {
    "string": str,
    "null": type(None),
    "integer": int,
    "number": int | float,
    "boolean": bool,
    "array": list,
    "object": dict,
}


def faults(schema: dict[str, Any], value: Any, where: str) -> Iterator[str]:
    """What of a value a schema does not allow, in so much of the language as ours uses."""
    if "anyOf" in schema:
        yield from min((list(faults(way, value, where)) for way in schema["anyOf"]), key=len)
        return
    if "const" in schema and value != schema["const"]:
        yield f"{where} is not {schema['const']}"
    if "type" in schema and not isinstance(value, allowed(schema["type"])):
        yield f"{where} is {type(value).__name__}"
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from faults(schema.get("items", {}), each, f"{where}[{place}]")
    if isinstance(value, dict):
        yield from faults_of_keys(schema, value, where)


def allowed(kinds: str | list[str]) -> tuple[Any, ...]:
    """The types of Python for the types of a schema."""
    return tuple(TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))


def faults_of_keys(schema: dict[str, Any], value: dict[str, Any], where: str) -> Iterator[str]:
    """The same for the keys of an object."""
    properties = schema.get("properties", {})
    yield from (f"{where} lacks {key}" for key in schema.get("required", []) if key not in value)
    if schema.get("additionalProperties") is False:
        yield from (f"{where} has {key}" for key in value if key not in properties)
    for key in value.keys() & properties.keys():
        yield from faults(properties[key], value[key], f"{where}.{key}")
