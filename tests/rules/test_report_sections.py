"""Which sections a report has."""

from dataclasses import replace

from caseward.rules.framework_evidence import ReportSection, ReportShape
from caseward.rules.framework_parts import Provenance
from caseward.rules.report_sections import is_written, sections_of
from tests.factories import frameworks


def test_a_framework_that_names_sections_has_those() -> None:
    named = ReportSection("opening", "Opening", "prose", (), Provenance("A test"))
    framework = replace(frameworks.small(), report=ReportShape(sections=(named,)))
    assert sections_of(framework) == (named,)


def test_a_framework_that_names_none_has_a_chapter_for_each_standard_and_says_that_it_is_inferred() -> None:
    framework = replace(frameworks.small(), report=ReportShape())
    sections = sections_of(framework)
    chapters = [section.standard for section in sections if section.kind == "chapter"]
    assert chapters == [standard.code for standard in framework.standards]
    assert all(section.provenance.inferred for section in sections)


def test_tables_alone_are_not_written() -> None:
    written = {section.kind for section in sections_of(frameworks.small()) if is_written(section)}
    assert written == {"prose", "chapter"}
