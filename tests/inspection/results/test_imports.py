"""A published result from a file: read, confirmed by a person part by part, recorded for everybody."""

import json
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.inspection.results import actions
from caseward.inspection.results.inputs.draft_parts import parts_of
from caseward.inspection.results.inputs.draft_ratings import standing, warnings_of
from caseward.inspection.results.inputs.draft_rows import loaded
from caseward.inspection.results.models import ImportDraft, Result
from caseward.inspection.results.readers.sent_files import FaultyFile, read_sent
from caseward.shared.accounts.models import Role
from caseward.shared.audit.models import Event
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, results
from tests.inspection.results.readers.invented_reports import Layout, invented
from tests.inspection.results.readers.test_pdf_reports import as_tables, printed

pytestmark = pytest.mark.django_db

REPORTS = Path(__file__).parents[2] / "reports"
WHOLE, SCANNED = "thames-valley-crc-2019-report.txt", "london-crc-2019-report.txt"


@pytest.fixture
def publisher(client: Client) -> Client:
    """The publisher's browser."""
    client.force_login(results.publisher())
    return client


def sent(name: str) -> ImportDraft:
    """The draft of one of the two reports."""
    file = read_sent(name, (REPORTS / name).read_bytes())
    return actions.keep_draft(sent=file, creation_key=uuid4(), by=results.publisher(), at=timezone.now())


def post_about(client: Client, draft: ImportDraft, **changes: Any) -> Any:
    """Confirm the first part."""
    draft.refresh_from_db()
    typed = {
        "version": draft.version,
        "provider": "",
        "new_provider": draft.about["provider"],
        "framework_code": draft.framework_code,
        "title": "A report, typed in",
        "source": "The inspectorate’s report",
        "published_on_day": "21",
        "published_on_month": "1",
        "published_on_year": "2020",
        **changes,
    }
    return client.post(reverse("results:confirm_import", args=[draft.pk, "about"]), typed)


def fields(draft: ImportDraft, code: str, *, absent: bool = False, **changes: Any) -> dict[str, Any]:
    """What the page of a part posts when nothing is changed; `absent` ticks what was not read."""
    part = next(one for one in parts_of(draft) if one.code == code)
    typed: dict[str, Any] = {"version": draft.version}
    for number, row in enumerate(part.rows):
        typed[f"value-{number}"] = row.value
        typed[f"addressee-{number}"] = row.addressee
        if row.needed and not row.value and absent:
            typed[f"out-{number}"] = "on"
    places = {row.key: number for number, row in enumerate(part.rows)}
    for key, value in changes.pop("typed", {}).items():
        if key not in places:
            continue
        typed[f"value-{places[key]}"] = value
        typed.pop(f"out-{places[key]}", None)
    return typed


def post_part(client: Client, draft: ImportDraft, code: str, **how: Any) -> Any:
    """Confirm one part of figures."""
    draft.refresh_from_db()
    typed = fields(draft, code, **how)
    return client.post(reverse("results:confirm_import", args=[draft.pk, code]), typed)


def confirm_all(client: Client, draft: ImportDraft, **typed: dict[str, str]) -> None:
    """Confirm every part; `typed` gives, by section, what a person types."""
    post_about(client, draft)
    draft.refresh_from_db()
    for part in parts_of(draft)[1:]:
        answer = post_part(client, draft, part.code, absent=True, typed=typed.get(part.section, {}))
        assert answer.status_code == 302, answer.content.decode()


def record(client: Client, draft: ImportDraft) -> Any:
    """Press the last button."""
    draft.refresh_from_db()
    return client.post(reverse("results:record_import", args=[draft.pk]), {"version": draft.version})


class TestAReport:
    def test_a_provider_that_nobody_named_before_is_added_once(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        post_about(publisher, draft, new_provider="Nowhere Community Rehabilitation Company")
        draft.refresh_from_db()
        for part in parts_of(draft)[1:]:
            post_part(publisher, draft, part.code, absent=True)
        record(publisher, draft)
        record(publisher, draft)
        added = Organisation.objects.get(name="Nowhere Community Rehabilitation Company")
        assert Result.objects.get().provider == added
        assert (added.kind, Event.objects.filter(action="organisation added").count()) == ("provider", 1)

    def test_a_figure_of_an_earlier_inspection_says_of_which_question_and_when(self) -> None:
        titles = {row["key"]: row["title"] for row in sent(WHOLE).rows["facts"]}
        assert titles["2.1.1.previous"].startswith("2.1.1 ")
        assert titles["2.1.1.previous"].endswith("? (last inspection or year)")
        assert titles["headcount"].startswith("Total staff headcount")

    def test_it_becomes_a_public_result_with_every_figure_that_was_confirmed(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        confirm_all(publisher, draft)
        record(publisher, draft)
        result = Result.objects.get()
        assert (result.points, result.out_of, result.rating) == (17, 30, "good")
        assert (result.indicative_points, result.origin) == (15, "imported")
        assert result.questions.exclude(percent=None).count() == 18 + 75
        assert result.recommendations.count() == len(draft.reading["recommendations"])
        moved = result.standards.get(standard_code="2.2")
        assert (moved.indicative, moved.final, moved.ground) == (
            "requires_improvement",
            "good",
            "discretion",
        )
        assert result.facts.get(code="headcount", period="current").printed == "198"
        assert "line 719" in result.facts.get(code="headcount", period="current").source
        assert result.facts.get(code="unpaid-work").printed == "35"

    def test_every_figure_stands_beside_its_line(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        page = publisher.get(reverse("results:confirm_import", args=[draft.pk, "questions-1"]))
        source = draft.reading["sources"]["2.1.1"]
        text = page.content.decode()
        assert f"Line {source['line']:,}" in text
        assert source["text"] in text

    def test_nothing_is_public_before_every_part_is_confirmed(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        answer = record(publisher, draft)
        assert answer.status_code == 403
        assert "Confirm first: Provider, framework and dates" in answer.content.decode()
        assert not Result.objects.exists()

    def test_a_figure_that_a_person_changed_says_so(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        confirm_all(publisher, draft, questions={"2.1.1": "66"}, facts={"headcount": "199"})
        record(publisher, draft)
        question = Result.objects.get().questions.get(question_code="2.1.1")
        assert (question.percent, question.remark) == (66, "Typed by a person; the reading was “65”.")
        fact = Result.objects.get().facts.get(code="headcount", period="current")
        assert (fact.value, fact.remark) == (Decimal(199), "Typed by a person; the reading was “198”.")
        page = publisher.get(reverse("results:result", args=[Result.objects.get().slug]))
        assert "Typed by a person; the reading was “65”." in page.content.decode()

    def test_a_figure_that_is_gone_must_be_said_to_be_gone(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        answer = post_part(publisher, draft, "questions-1", typed={"2.1.1": ""})
        assert answer.status_code == 200
        assert "type it in, or tick that it is not there" in answer.content.decode()
        draft.refresh_from_db()
        assert draft.confirmed == []

    def test_a_per_cent_above_a_hundred_is_refused(self, publisher: Client) -> None:
        answer = post_part(publisher, sent(WHOLE), "questions-1", typed={"2.1.1": "650"})
        assert answer.status_code == 200

    def test_a_long_section_comes_in_pages(self) -> None:
        codes = [part.code for part in parts_of(sent(WHOLE))]
        assert "facts-4" in codes
        assert all(len(part.rows) <= 50 for part in parts_of(ImportDraft.objects.get()))

    def test_what_is_public_of_the_provider_already_is_said_before_it_is_recorded(
        self, publisher: Client
    ) -> None:
        first = sent(WHOLE)
        confirm_all(publisher, first)
        record(publisher, first)
        again = publisher.get(reverse("results:import_draft", args=[sent(WHOLE).pk])).content.decode()
        assert "these are public already" in again
        assert "A report, typed in</a>, published on 21 January 2020" in again

    def test_the_same_button_twice_records_once(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        confirm_all(publisher, draft)
        first, second = record(publisher, draft), record(publisher, draft)
        assert first.url == second.url
        assert Result.objects.count() == 1

    def test_another_framework_begins_the_figures_anew(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        post_part(publisher, draft, "ratings-1")
        post_about(publisher, draft, framework_code="crc-2018")
        draft.refresh_from_db()
        assert (draft.framework_code, draft.confirmed) == ("crc-2018", ["about"])
        assert {row["key"] for row in draft.rows["questions"]} >= {"4.1.3"}


class TestAScan:
    def test_what_it_lost_is_listed_and_stays_unknown(self, publisher: Client) -> None:
        draft = sent(SCANNED)
        page = publisher.get(reverse("results:import_draft", args=[draft.pk])).content.decode()
        assert "Rating of 1.1 Leadership" in page
        confirm_all(publisher, draft)
        record(publisher, draft)
        result = Result.objects.get()
        lost = {row.question_code: row.why_no_figure for row in result.questions.filter(percent=None)}
        assert lost == dict.fromkeys(("4.1.3", "4.2.2", "4.2.3"), "Not legible in the source.")
        assert (result.points, result.rating) == (None, "requires_improvement")
        assert result.standards.get(standard_code="1.1").why_no_rating == "Not legible in the source."
        shown = publisher.get(reverse("results:result", args=[result.slug])).content.decode()
        assert "Score not known" in shown

    def test_with_the_lost_rating_typed_in_the_score_is_whole(self, publisher: Client) -> None:
        draft = sent(SCANNED)
        confirm_all(publisher, draft, ratings={"1.1": "good"})
        record(publisher, draft)
        result = Result.objects.get()
        assert (result.points, result.out_of, result.rating) == (15, 30, "requires_improvement")
        remark = result.standards.get(standard_code="1.1").remark
        assert remark == "Typed by a person; it could not be read."


class TestWarnings:
    def warnings(self, **changed: dict[str, str]) -> list[str]:
        """What is said of the whole report with some rows typed differently."""
        draft = sent(WHOLE)
        rows = {section: loaded(part) for section, part in draft.rows.items()}
        for section, typed in changed.items():
            for row in rows[section]:
                row.value = typed.get(row.key, row.value)
        framework = draft.framework
        assert framework is not None
        return warnings_of(standing(framework, rows))

    def test_a_report_that_fits_itself_gives_none(self) -> None:
        assert self.warnings() == []

    def test_a_score_that_is_not_the_sum(self) -> None:
        assert self.warnings(ratings={"score": "19"}) == [
            "The source prints 19 points; the ratings add up to 17."
        ]

    def test_a_rating_that_the_figures_do_not_give_and_no_note_explains(self) -> None:
        [warning] = self.warnings(discretion={"2.2": ""})
        assert warning == (
            "2.2 Planning: the figures give Requires improvement, the source prints Good, "
            "and no note of the panel’s discretion was found."
        )

    def test_a_rating_that_no_rule_reaches(self) -> None:
        found = self.warnings(ratings={"2.3": "outstanding", "score": "20"}, discretion={"2.3": "Because."})
        assert "the rules do not let the panel move it so" in found[0]

    def test_an_overall_rating_that_the_points_do_not_give(self) -> None:
        [warning] = self.warnings(ratings={"overall": "inadequate"})
        assert warning == "The source prints Inadequate overall; 17 points give Good."


class TestWho:
    @pytest.mark.parametrize("role", [Role.ANALYST, Role.LEAD_INSPECTOR, Role.PANEL_MEMBER])
    def test_nobody_but_the_publisher_sees_or_sends(self, client: Client, role: Role) -> None:
        draft = sent(WHOLE)
        client.force_login(accounts.account(role))
        for name in ("imports", "add_import"):
            assert client.get(reverse(f"results:{name}")).status_code == 403
        assert client.get(reverse("results:import_draft", args=[draft.pk])).status_code == 404
        assert client.post(reverse("results:record_import", args=[draft.pk])).status_code == 404
        assert "Add a published result" not in client.get(reverse("results:index")).content.decode()

    def test_an_action_refuses_whoever_comes_another_way(self) -> None:
        draft = sent(WHOLE)
        with pytest.raises(NotAllowed):
            actions.discard_draft(
                draft=draft, version=0, by=accounts.account(Role.ANALYST), at=timezone.now()
            )

    def test_the_log_says_who_recorded_what_without_the_words(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        confirm_all(publisher, draft)
        record(publisher, draft)
        names = list(Event.objects.values_list("action", flat=True))
        assert {"read_published_result", "confirmed_import", "recorded_import"} <= set(names)


class TestTwoAtOnce:
    def test_the_second_sees_what_the_first_typed(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        old = fields(draft, "questions-1", typed={"2.1.1": "64"})
        post_part(publisher, draft, "questions-1", typed={"2.1.1": "66"})
        answer = publisher.post(reverse("results:confirm_import", args=[draft.pk, "questions-1"]), old)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "66" in text and 'value="64"' in text

    def test_what_was_typed_on_an_old_page_about_the_whole_is_shown_again(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        post_about(publisher, draft, title="Theirs")
        answer = post_about(publisher, draft, title="Mine", version=0)
        text = answer.content.decode()
        assert "Theirs" in text and "Mine" in text

    def test_an_old_page_records_nothing(self, publisher: Client) -> None:
        draft = sent(WHOLE)
        confirm_all(publisher, draft)
        answer = publisher.post(reverse("results:record_import", args=[draft.pk]), {"version": 0})
        assert "Somebody else changed this draft" in answer.content.decode()
        assert not Result.objects.exists()

    def test_an_old_version_is_a_conflict_for_every_action(self) -> None:
        draft = sent(WHOLE)
        with pytest.raises(Conflict):
            actions.discard_draft(draft=draft, version=7, by=results.publisher(), at=timezone.now())


class TestSending:
    def post(self, client: Client, name: str, content: bytes, key: str | None = None) -> Any:
        """Send a file on the page."""
        typed = {"creation_key": key or str(uuid4()), "file": SimpleUploadedFile(name, content)}
        return client.post(reverse("results:add_import"), typed)

    def test_a_report_is_kept_with_its_text_and_digest(self, publisher: Client) -> None:
        content = (REPORTS / SCANNED).read_bytes()
        answer = self.post(publisher, "report.txt", content)
        draft = ImportDraft.objects.get()
        assert answer.url == reverse("results:import_draft", args=[draft.pk])
        assert draft.source_text == content.decode("utf-8-sig")
        assert len(draft.digest) == 64

    def test_the_same_file_leads_to_the_draft_that_is_open(self, publisher: Client) -> None:
        content = (REPORTS / SCANNED).read_bytes()
        assert self.post(publisher, "a.txt", content).url == self.post(publisher, "b.txt", content).url
        assert ImportDraft.objects.count() == 1

    def test_a_pdf_gives_the_figures_that_stand_in_it(self, publisher: Client, tmp_path: Path) -> None:
        report = invented(21, "crc-2019", Layout())
        self.post(publisher, "Report.PDF", printed(tmp_path, as_tables(report)).read_bytes())
        draft = ImportDraft.objects.get()
        read = {row["key"]: row["value"] for row in draft.rows["questions"]}
        assert {code: read[code] for code in report.percent if code in read} == {
            code: str(percent) for code, percent in report.percent.items() if code in read
        }
        assert (draft.kind, draft.framework_code) == ("report", "crc-2019")
        page = publisher.get(reverse("results:confirm_import", args=[draft.pk, "questions-1"]))
        assert draft.reading["sources"]["2.1.1"]["text"] in unescape(page.content.decode())

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("report.txt", bytes(range(256)) * 40),
            ("report.txt", "Résumé".encode("utf-16")),
            ("report.pdf", b"%PDF-1.7 and then nothing"),
            ("result.json", b"[" * 100_000),
            ("result.json", b'{"a":' * 100_000),
            ("result.json", b'{"format": "caseward-result-1", "overall": ' + b"9" * 5000 + b"}"),
            ("result.json", b'{"format": NaN}'),
            ("result.json", b'{"format": "\\ud800"}'),
            ("result.json", b'{"format": "\\u0000"}'),
            ("result.json", b"null"),
            ("result.json", b"\xff\xfe{}"),
            ("result.csv", b'kind,code\n"=1+1'),
            ("result.csv", b"kind,code,title,framework\n\0,=cmd|calc,,\n"),
            ("result.csv", b"kind,code,title,framework\nquestion," + b"x" * 200_000 + b",,crc-2019\n"),
        ],
    )
    def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(
        self, publisher: Client, name: str, content: bytes
    ) -> None:
        answer = self.post(publisher, name, content)
        assert answer.status_code == 200
        assert "Nothing was kept" in answer.content.decode()
        assert not ImportDraft.objects.exists()

    def test_a_character_that_no_database_keeps_is_not_kept(self, publisher: Client) -> None:
        self.post(publisher, "report.txt", (REPORTS / SCANNED).read_bytes() + b"\0")
        assert ImportDraft.objects.get().source_text.endswith("\ufffd")

    def test_a_file_above_ten_megabytes_or_empty_is_refused(self, publisher: Client) -> None:
        large = self.post(publisher, "report.txt", b"x" * (10 * 1024 * 1024 + 1))
        assert "The file must be smaller than 10 MB" in large.content.decode()
        assert "The file is empty" in self.post(publisher, "report.txt", b"").content.decode()

    def test_a_text_that_is_no_report_leaves_nothing(self, publisher: Client) -> None:
        answer = self.post(publisher, "letter.txt", b"Dear all, the meeting is on Monday.")
        assert "not recognisable as a report" in answer.content.decode()
        assert not ImportDraft.objects.exists()

    def test_another_type_of_file_is_refused(self, publisher: Client) -> None:
        answer = self.post(publisher, "report.docx", b"PK")
        assert "The file must be TXT, PDF, JSON or CSV" in answer.content.decode()

    def test_a_discarded_draft_can_be_sent_again(self, publisher: Client) -> None:
        draft = sent(SCANNED)
        publisher.post(reverse("results:discard_import", args=[draft.pk]), {"version": 0})
        again = sent(SCANNED)
        assert again.pk != draft.pk
        page = publisher.get(reverse("results:confirm_import", args=[draft.pk, "about"]))
        assert page.status_code == 403

    def test_the_figures_of_the_command_line_come_in_too(self) -> None:
        draft = sent(WHOLE)
        file = read_sent("figures.json", json.dumps(draft.reading).encode())
        assert (file.kind, file.framework_code) == ("figures", "crc-2019")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"ratings": {"1.1": ["good"]}},
            {"percent": {"2.1.1": "many"}},
            {"sample": {"interviews.officers": [1]}},
            {"discretion": {"2.2": {"why": 1}}},
            {"score": "seventeen"},
            {"provider": 5},
            {"unreadable": [5]},
            {"facts": {"headcount": {"title": "Staff", "printed": ["198"]}}},
            {"facts": {"headcount": {"title": "Staff", "printed": "198", "period": "someday"}}},
            {"sources": {"2.1.1": {"line": "last", "text": "65%"}}},
            {"recommendations": [{"number": "first", "text": "Do better."}]},
            {"recommendations": ["Do better."]},
        ],
    )
    @pytest.mark.parametrize("framework", ["crc-2019", None])
    def test_a_value_of_the_wrong_kind_is_a_fault(
        self, publisher: Client, wrong: dict[str, Any], framework: str | None
    ) -> None:
        empty: dict[str, Any] = {key: {} for key in ("ratings", "percent", "prompts", "facts", "sources")}
        file = empty | {"unreadable": [], "framework": framework} | wrong
        answer = self.post(publisher, "figures.json", json.dumps(file).encode())
        assert "Nothing was kept: 1 fault" in answer.content.decode()
        assert not ImportDraft.objects.exists()

    def test_every_fault_of_such_a_file_is_listed(self) -> None:
        reading = sent(WHOLE).reading | {"percent": {"2.1.1": 101, "9.9.9": 500}}
        with pytest.raises(FaultyFile) as faulty:
            read_sent("figures.json", json.dumps(reading).encode())
        assert len(faulty.value.faults) == 2
