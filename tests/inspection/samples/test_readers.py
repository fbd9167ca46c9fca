"""Case lists as providers send them: encodings, headings, dates, faults, and files meant to harm."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from caseward import demo
from caseward.inspection.samples.readers import CaseListReading, date_in, read
from caseward.inspection.standards.readers import framework
from caseward.shared.files import readers as files
from tests.factories import samples
from tests.factories.inspections import FRAMEWORK

LISTS = Path(demo.__file__).parent / "case_lists"


def reading(
    content: str | bytes, *, name: str = "list.csv", sample: str = samples.SUPERVISION
) -> CaseListReading:
    chosen = framework(FRAMEWORK)
    data = content.encode() if isinstance(content, str) else content
    return read(data, name, framework=chosen, sample=chosen.sample(sample))


def workbook(rows: list[list[Any]], title: str = "cases") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_rows(cases: list[dict[str, str]]) -> list[list[Any]]:
    return [samples.CODES, *([case[code] for code in samples.CODES] for case in cases)]


def messages(found: CaseListReading) -> list[str]:
    return [fault.message for fault in found.faults]


class TestShippedLists:
    @pytest.mark.parametrize("code", ["case-supervision", "unpaid-work", "through-the-gate"])
    def test_the_lists_of_the_demonstration_have_no_faults(self, code: str) -> None:
        found = reading((LISTS / f"{code}.csv").read_bytes(), sample=code)
        assert found.faults == []
        assert len(found.rows) == found.row_count > 50

    def test_the_list_with_faults_shows_each_fault_on_its_row(self) -> None:
        found = reading((LISTS / "with-faults.csv").read_bytes())
        assert [(fault.row, fault.column) for fault in found.faults] == [
            (6, "sentence_started_on"),
            (11, "sex"),
            (16, "case_reference"),
            (21, "risk_of_serious_harm"),
            (26, "date_of_birth"),
            (31, "sentence_type"),
            (36, "case_reference"),
            (41, "organisation"),
            (46, "released_on"),
        ]


class TestEncodingsAndDelimiters:
    @pytest.mark.parametrize(
        ("codec", "encoding"),
        [
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "UTF-16"),
            ("utf-16-be", "UTF-16"),
            ("cp1252", "Windows-1252"),
        ],
    )
    def test_accents_survive_every_encoding(self, codec: str, encoding: str) -> None:
        found = reading(
            samples.text([samples.row(1, office="Llŷn".replace("ŷ", "é") + " Café")]).encode(codec)
        )
        assert found.faults == []
        assert found.encoding == encoding
        assert found.rows[0].values["office"] == "Llén Café"

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_commas_semicolons_and_tabs_separate_cells(self, delimiter: str) -> None:
        found = reading(
            samples.text([samples.row(1, office="Wharf Road, Unit 2; rear")], delimiter=delimiter)
        )
        assert found.rows[0].values["office"] == "Wharf Road, Unit 2; rear"

    def test_line_ends_of_old_machines_are_line_ends(self) -> None:
        assert reading(samples.text(samples.cases(3)).replace("\n", "\r")).row_count == 3
        assert reading(samples.text(samples.cases(3)).replace("\n", "\r\n")).row_count == 3

    def test_blank_lines_are_skipped_and_rows_keep_their_numbers(self) -> None:
        head, first, second = samples.text([samples.row(1), samples.row(2, sex="robot")]).splitlines()
        found = reading("\n".join([head, first, "", "   ", ",,,", second]))
        assert found.row_count == 2
        assert found.faults[0].row == 6


class TestHeadings:
    def test_headings_are_known_by_code_title_and_alias_however_they_are_written(self) -> None:
        codes = dict(zip(samples.CODES, samples.CODES, strict=True))
        codes |= {"case_reference": " CRN ", "sex": "GENDER", "risk_of_serious_harm": "RoSH-Level"}
        codes |= {"date_of_birth": "Date of Birth"}
        table = samples.text(samples.cases(2)).split("\n", 1)
        found = reading(",".join(codes[code] for code in samples.CODES) + "\n" + table[1])
        assert found.faults == []
        assert set(found.columns) == set(samples.CODES)

    def test_a_column_that_the_sample_needs_is_missed(self) -> None:
        codes = [code for code in samples.CODES if code not in {"sex", "prison"}]
        found = reading(samples.text(samples.cases(2), codes=codes))
        assert messages(found) == ["There is no column “Sex”."]
        assert found.faults[0].row is None
        assert len(found.rows) == 2

    def test_the_same_column_twice_is_a_fault(self) -> None:
        text = samples.text(samples.cases(1)).replace(",prison\n", ",gender\n")
        assert "Two columns are both “Sex”" in messages(reading(text))[0]

    def test_a_column_that_means_nothing_is_left_out_and_told(self) -> None:
        text = samples.text(samples.cases(1)).replace(",prison\n", ",shoe size\n")
        found = reading(text)
        assert (found.faults, found.ignored) == ([], ("shoe size",))
        assert found.rows[0].values["prison"] == ""

    @pytest.mark.parametrize(
        "heading", ["Name", "Surname", "forename", "First name", "Offender Name", "FULL_NAME"]
    )
    def test_names_of_people_are_not_wanted(self, heading: str) -> None:
        found = reading(samples.text(samples.cases(1)).replace(",prison\n", f",{heading}\n"))
        assert messages(found) == ["This column holds people’s names, which are not wanted."]
        assert "Remove the column" in found.faults[0].what_to_do

    def test_a_fault_is_told_under_the_heading_that_the_file_has(self) -> None:
        text = samples.text([samples.row(1, sex="robot")]).replace(",sex,", ",Gender,")
        assert reading(text).faults[0].column == "Gender"

    def test_the_name_of_an_office_or_prison_is_not_a_persons(self) -> None:
        text = (
            samples.text(samples.cases(1))
            .replace("office,", "Office name,", 1)
            .replace(",prison\n", ",Prison name\n")
        )
        assert reading(text).faults == []


class TestDates:
    @pytest.mark.parametrize(
        "text",
        [
            *("5/8/2019", "05/08/2019", "05-08-2019", "5.8.2019", "5 Aug 2019", "5 August 2019"),
            *("5-Aug-2019", "5th August 2019", "2019-08-05", "05/08/2019 00:00", "2019-08-05T00:00:00"),
        ],
    )
    def test_every_way_of_writing_a_day_gives_that_day(self, text: str) -> None:
        assert date_in(text) == date(2019, 8, 5)

    @pytest.mark.parametrize(
        "text", ["31/02/2019", "13/13/2019", "8/25/2019", "29 February 2019", "0/1/2019"]
    )
    def test_a_day_that_does_not_exist_is_refused(self, text: str) -> None:
        assert "no such day" in str(date_in(text))

    @pytest.mark.parametrize("text", ["5/8/19", "5 Aug 19"])
    def test_a_year_of_two_figures_is_not_guessed(self, text: str) -> None:
        assert "two figures" in str(date_in(text))

    @pytest.mark.parametrize("text", ["43682", "soon", "5 Augustus 2019", "2019", "٥/٨/٢٠١٩x"])
    def test_what_is_not_a_date_is_not_read_as_one(self, text: str) -> None:
        assert date_in(text) == "This is not a date."

    @given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
    def test_any_day_written_in_any_way_is_read_back(self, day: date) -> None:
        ways = (
            f"{day:%d/%m/%Y}",
            f"{day.day}-{day.month}-{day.year}",
            day.isoformat(),
            f"{day.day} {day:%B %Y}",
        )
        assert {date_in(text) for text in ways} == {day}

    def test_a_year_that_cannot_be_meant_is_a_fault(self) -> None:
        found = reading(samples.text([samples.row(1, date_of_birth="05/08/0198")]))
        assert messages(found) == ["The year 198 cannot be meant."]


class TestValues:
    def test_labels_and_aliases_become_the_value(self) -> None:
        typed = {
            "sex": "F",
            "sentence_type": "SSO",
            "risk_of_serious_harm": "Very High",
            "disability": "TRUE",
        }
        found = reading(samples.text([samples.row(1, **typed, ethnicity="White British")]))
        values = found.rows[0].values
        assert [values[code] for code in (*typed, "ethnicity")] == [
            "female",
            "suspended",
            "very_high",
            "yes",
            "white",
        ]

    def test_columns_that_may_be_blank_count_as_missing_and_are_no_fault(self) -> None:
        found = reading(samples.text([samples.row(1, ethnicity="", office=" ", disability="")]))
        assert found.faults == []
        assert (found.missing["ethnicity"], found.missing["office"], found.missing["sex"]) == (1, 1, 0)

    def test_a_date_that_decides_on_eligibility_may_not_be_blank(self) -> None:
        rows = [samples.row(1, sentence_started_on=""), samples.row(3, released_on="")]
        found = reading(samples.text(rows))
        assert [(fault.row, fault.column) for fault in found.faults] == [(2, "sentence_started_on")]

    def test_what_one_sample_needs_another_does_not(self) -> None:
        rows = [samples.row(1, risk_of_serious_harm="", sentence_type="licence")]
        assert messages(reading(samples.text(rows), sample=samples.GATE)) == []
        assert messages(reading(samples.text(rows))) == ["“Risk of serious harm” is empty."]

    def test_a_reference_is_unique_within_its_organisation(self) -> None:
        rows = [samples.row(1), samples.row(1, organisation="Other Probation"), samples.row(1)]
        found = reading(samples.text(rows))
        assert [(fault.row, fault.message) for fault in found.faults] == [
            (4, "The same organisation has this reference on row 2 already.")
        ]

    def test_a_text_that_is_too_long_is_a_fault_and_shown_short(self) -> None:
        found = reading(samples.text([samples.row(1, office="x" * 500)]))
        assert found.faults[0].message == "This has 500 characters; 200 is the most."
        assert len(found.faults[0].value) <= 100

    def test_a_row_with_more_cells_than_headings_is_shifted_and_refused(self) -> None:
        head, row = samples.text([samples.row(1)]).splitlines()
        found = reading(f"{head}\n{row.replace('Castle Street', 'Castle Street')},more\n")
        assert "17 cells under 16 headings" in messages(found)[0]

    def test_cells_missing_at_the_end_are_empty(self) -> None:
        head, row = samples.text([samples.row(1, prison="", released_on="")]).splitlines()
        found = reading(f"{head}\n{row.rstrip(',')}\n")
        assert found.faults == []

    def test_cells_that_spreadsheets_would_run_stay_text(self) -> None:
        found = reading(samples.text([samples.row(1, office="=HYPERLINK(1)", prison="@SUM(1)")]))
        assert found.rows[0].values["office"] == "=HYPERLINK(1)"

    def test_an_invisible_character_is_a_fault(self) -> None:
        found = reading(samples.text([samples.row(1, office="Cas\x00tle")]))
        assert found.faults[0].column == "office"
        assert "\x00" not in found.faults[0].value


class TestFilesAsAWhole:
    @pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf", b"\xff\xfe"])
    def test_an_empty_file_says_so(self, content: bytes) -> None:
        found = reading(content)
        assert (messages(found), found.is_readable) == (["The file is empty."], False)

    def test_headings_without_rows_are_a_fault(self) -> None:
        assert messages(reading(samples.text([]))) == [
            "The file has no cases: there is nothing below the headings."
        ]

    def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row(self) -> None:
        text = samples.text(samples.cases(3)).replace("MV00002", '"MV00002')
        found = reading(text)
        assert not found.is_readable
        assert messages(found)[0].startswith("Row 3 cannot be read")

    def test_bytes_that_are_no_text_are_refused(self) -> None:
        assert not reading(b"case_reference\n\x81\x8d\x8f").is_readable


class TestSpreadsheets:
    def test_a_spreadsheet_reads_like_the_same_list_as_text(self) -> None:
        cases = [samples.row(1), samples.row(2, ethnicity="")]
        assert reading(workbook(as_rows(cases)), name="x.xlsx").rows == reading(samples.text(cases)).rows

    def test_dates_and_numbers_of_a_spreadsheet_are_read_as_they_are_shown(self) -> None:
        rows = as_rows([samples.row(1)])
        rows[1][0] = 123456
        rows[1][8] = datetime(1984, 2, 29)  # noqa: DTZ001 - a cell has no zone
        rows[1][9] = True
        values = reading(workbook(rows), name="x.xlsx").rows[0].values
        assert (values["case_reference"], values["date_of_birth"]) == ("123456", date(1984, 2, 29))
        assert values["disability"] == "yes"

    def test_a_formula_is_text_and_never_reckoned(self) -> None:
        rows = as_rows([samples.row(1)])
        rows[1][3] = "=1+1"
        assert reading(workbook(rows), name="x.xlsx").rows[0].values["office"] == "=1+1"

    def test_the_sheet_called_cases_is_read_wherever_it_is(self) -> None:
        book = Workbook()
        assert book.active is not None
        book.active.append(["Read me first"])
        sheet = book.create_sheet("Cases")
        for row in as_rows([samples.row(1)]):
            sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        assert reading(out.getvalue(), name="x.xlsx").row_count == 1

    def test_a_locked_spreadsheet_says_what_to_do(self) -> None:
        found = reading(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, name="x.xlsx")
        assert "password" in messages(found)[0]
        assert "without a password" in found.faults[0].what_to_do

    @pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK" + b"\x00" * 99, b"not a zip at all"])
    def test_a_damaged_spreadsheet_is_told_in_words(self, content: bytes) -> None:
        found = reading(content, name="x.xlsx")
        assert messages(found) == ["The spreadsheet is damaged, or is not an XLSX file."]

    def test_a_zip_that_is_no_spreadsheet_is_damaged(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("readme.txt", "hello")
        assert not reading(out.getvalue(), name="x.xlsx").is_readable

    def test_a_spreadsheet_that_unpacks_to_too_much_is_not_unpacked(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "MOST_UNPACKED", 1000)
        found = reading(workbook(as_rows([samples.row(1)])), name="x.xlsx")
        assert "too large" in messages(found)[0]

    def test_more_rows_than_a_spreadsheet_holds_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "MOST_ROWS", 3)
        for content, name in (
            (samples.text(samples.cases(9)), "x.csv"),
            (workbook(as_rows(samples.cases(9))), "x.xlsx"),
        ):
            assert "more than 3 rows" in messages(reading(content, name=name))[0]


@given(st.binary(max_size=400))
def test_no_file_makes_the_reader_stumble(content: bytes) -> None:
    for name in ("x.csv", "x.xlsx"):
        found = reading(content, name=name)
        assert found.faults
        assert all(fault.message and fault.what_to_do for fault in found.faults)


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=8))
def test_any_table_is_read_to_its_end(rows: list[list[str]]) -> None:
    text = samples.text([samples.row(1)]) + "\n".join(";".join(row).replace('"', "") for row in rows)
    found = reading(
        text.encode("utf-8", "surrogatepass") if text.isascii() else text.encode("utf-8", "replace")
    )
    assert len(found.rows) + len({fault.row for fault in found.faults if fault.row}) == found.row_count


def test_progress_is_told_while_a_long_list_is_read() -> None:
    chosen = framework(FRAMEWORK)
    told: list[tuple[int, int]] = []
    read(
        samples.text(samples.cases(10_000)).encode(),
        "x.csv",
        framework=chosen,
        sample=chosen.sample(samples.SUPERVISION),
        progress=lambda done, total: told.append((done, total)),
    )
    assert [done for done, _ in told] == [5_000, 10_000]
    assert all(total >= 10_000 for _, total in told)
