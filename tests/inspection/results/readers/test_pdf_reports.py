"""A PDF gives the same figures as the text that it was made from."""

from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from caseward.inspection.results.readers import ReportReading, UnusableReport, read_report
from caseward.inspection.standards.readers import framework, framework_codes
from tests.inspection.results.readers.invented_reports import Invented, Layout, invented

THAMES_VALLEY = Path(__file__).parents[3] / "reports" / "thames-valley-crc-2019-report.txt"
STYLE = """<style>
@page { size: A4; margin: 2cm }
body { font: 10pt sans-serif }
pre { font-size: 7pt }
td { width: 8em }
</style>"""
RATINGS_AND_TABLES = (
    slice(0, 140),
    slice(1260, 1760),
    slice(1805, 1870),
    slice(1965, 2065),
    slice(2147, None),
)
"""Lines of the published text: its running prose would only make the printing slow."""


def read(file: Path) -> ReportReading:
    return read_report(file, [framework(code) for code in framework_codes()])


def printed(tmp_path: Path, html: str) -> Path:
    file = tmp_path / "report.pdf"
    HTML(string=f"<html lang=en>{STYLE}<body>{html}</body></html>").write_pdf(file)
    return file


def as_tables(report: Invented) -> str:
    """The same report as a word processor sets it: a table of ratings, and a table of questions a chapter."""
    chosen = framework(report.framework)
    title = {code: chosen.band(band).title for code, band in report.ratings.items()}
    rows = "".join(
        f"<tr><td>{one.code} {one.title}</td><td>{title[one.code]}</td></tr>" for one in chosen.standards
    )
    most = chosen.score_bands[-1].up_to
    html = f"<h1>Ratings</h1><p>{report.provider} Score {report.score}/{most}</p>"
    html += f"<p>Overall rating {title['overall']}</p><table>{rows}</table>"
    for standard in chosen.standards:
        html += f"<h2 style='page-break-before: always'>{standard.code}. {standard.title}</h2>"
        asked = [(one.code, one.text) for one in standard.key_questions if one.code in report.percent]
        if asked:
            html += (
                "<table><tr><th>Key question</th><th>Previous inspection</th><th>Current inspection</th></tr>"
            )
            html += "".join(_row(report, code, text) for code, text in asked) + "</table>"
        html += "<p>We found that work began on time in 41% of cases and was reviewed in 55 per cent.</p>"
    return html


def _row(report: Invented, code: str, text: str) -> str:
    return (
        f"<tr><td>{escape(text)}</td><td>{report.previous[code]}%</td><td>{report.percent[code]}%</td></tr>"
    )


def test_tables_set_as_a_word_processor_sets_them_are_read_from_pdf(tmp_path: Path) -> None:
    report = invented(21, "crc-2019", Layout())
    reading = read(printed(tmp_path, as_tables(report)))
    assert reading.provider == report.provider
    assert reading.ratings == report.ratings
    assert reading.percent == report.percent
    assert reading.score == report.score


def test_the_published_tables_printed_to_pdf_give_the_same_figures(tmp_path: Path) -> None:
    whole = THAMES_VALLEY.read_text("utf-8").split("\n")
    lines = [line for part in RATINGS_AND_TABLES for line in whole[part]]
    blocks = ("\n".join(lines[at : at + 40]) for at in range(0, len(lines), 40))
    again = read(printed(tmp_path, "".join(f"<pre>{escape(block)}</pre>" for block in blocks)))
    before = read(THAMES_VALLEY)
    assert again.ratings == before.ratings
    assert again.percent == before.percent
    assert again.prompts == before.prompts
    assert again.score == before.score


def test_a_pdf_without_text_or_with_a_password_is_refused_in_one_line(tmp_path: Path) -> None:
    empty = printed(tmp_path, "<p></p>")
    with pytest.raises(UnusableReport, match="PDF without text"):
        read(empty)
    locked = tmp_path / "locked.pdf"
    writer = PdfWriter(clone_from=PdfReader(BytesIO(printed(tmp_path, "<p>Words</p>").read_bytes())))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(locked)
    with pytest.raises(UnusableReport, match="damaged or locked"):
        read(locked)


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing that follows is one")
    with pytest.raises(UnusableReport, match="damaged"):
        read(file)
