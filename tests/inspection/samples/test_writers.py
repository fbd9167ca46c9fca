"""Files out can be filled in, read back and opened without anything running."""

import csv
import io

import pytest
from openpyxl import load_workbook

from caseward.inspection.samples import writers
from caseward.inspection.samples.models import ListedCase, SampledCase
from caseward.inspection.samples.readers import read
from caseward.inspection.standards.readers import framework
from caseward.shared.files.writers import Sheet, csv_bytes, xlsx_bytes
from tests.factories import inspections, samples
from tests.factories.accounts import Cast
from tests.factories.inspections import FRAMEWORK

HOSTILE = ["=1+1", "+44 1234", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("cell", HOSTILE)
def test_what_begins_like_a_formula_is_made_harmless_in_csv(cell: str) -> None:
    assert csv_bytes(["a"], [[cell]]).decode("utf-8-sig").splitlines()[1].strip('"').startswith("'")


@pytest.mark.parametrize("cell", HOSTILE)
def test_what_begins_like_a_formula_is_text_in_a_spreadsheet(cell: str) -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes([Sheet("s", ["a"], [[cell]])])))
    assert book["s"]["A2"].data_type == "s"


def test_numbers_below_nought_stay_numbers() -> None:
    assert csv_bytes(["a"], [[-3]], mark=False) == b"a\n-3\n"
    book = load_workbook(io.BytesIO(xlsx_bytes([Sheet("s", ["a"], [[-3]])])))
    assert book["s"]["A2"].value == -3


@pytest.mark.parametrize("code", ["case-supervision", "unpaid-work", "through-the-gate"])
def test_a_filled_in_template_has_every_column_that_its_sample_needs(code: str) -> None:
    chosen = framework(FRAMEWORK)
    sample = chosen.sample(code)
    heading = next(csv.reader([writers.template_csv(sample).decode("utf-8-sig")]))
    assert set(heading) == set(sample.required_columns)
    filled = samples.text(samples.cases(2), codes=heading).replace("=", "")
    dated = (
        filled
        if code == "case-supervision"
        else samples.text([samples.row(1, requirement_started_on="01/02/2019")], codes=heading)
    )
    assert read(dated.encode(), "x.csv", framework=chosen, sample=sample).faults == []


def test_the_spreadsheet_template_has_the_headings_and_explains_each_column() -> None:
    sample = framework(FRAMEWORK).sample("unpaid-work")
    book = load_workbook(io.BytesIO(writers.template_xlsx(sample)))
    assert book.sheetnames == ["cases", "columns"]
    assert {cell.value for cell in book["cases"][1]} == set(sample.required_columns)
    explained = {row[0].value: row[2].value for row in book["columns"].iter_rows(min_row=2)}
    assert explained["requirement_started_on"] == "Required"
    assert explained["prison"] == "May be left out"


@pytest.mark.django_db
def test_the_faults_of_a_list_come_as_a_file(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="sampling")
    sent = samples.uploaded(inspection, cast.analyst, samples.text([samples.row(1, sex="=cmd")]))
    rows = list(csv.reader(io.StringIO(writers.faults_csv(sent.faults.all()).decode("utf-8-sig"))))
    assert rows[1][:3] == ["2", "sex", "'=cmd"]


@pytest.mark.django_db
def test_the_sample_as_a_file_has_the_lists_columns_and_its_place_in_the_draw(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="sampling")
    draw = samples.drawn(inspection, cast.analyst)
    ListedCase.objects.update(office="=EVIL()")
    cases = SampledCase.objects.in_use().filter(draw=draw).select_related("listed_case", "allocated_to")
    rows = list(csv.DictReader(io.StringIO(writers.sample_csv(cases, reader="auditor").decode("utf-8-sig"))))
    assert len(rows) == draw.size
    assert list(rows[0]) == [*samples.CODES, "stratum", "order", "auditor"]
    assert rows[0]["office"] == "'=EVIL()"
    assert rows[0]["sentence_started_on"] == f"{samples.ELIGIBLE_ON:%d/%m/%Y}"
