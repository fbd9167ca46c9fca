"""Evidence cited for and against: on what it rests, how it is taken back, when a standard may be judged."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from caseward.inspection.fieldwork.actions.citations import (
    FOUND_AFTER_ALL,
    Cited,
    NothingFound,
    cite,
    say_nothing_found,
    withdraw,
)
from caseward.inspection.fieldwork.actions.figures import confirm
from caseward.inspection.fieldwork.models import Citation, PresentationNote, Side
from caseward.inspection.fieldwork.policies import reasons_not_to_judge
from caseward.inspection.fieldwork.policies.citations import (
    judged_key_questions,
    key_questions_without_evidence,
    reasons_not_to_withdraw,
)
from caseward.inspection.fieldwork.presenters.key_questions import PAGE
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.shared.accounts.models import Role
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, fieldwork, inspections
from tests.factories.accounts import Cast
from tests.factories.citations import citation, cite_everything, interview

AT = datetime(2019, 8, 14, 16, 0, tzinfo=UTC)
KEY_QUESTION = "1.2.1"
SHOWS = "Officers in every office said that they could manage."
WHY = "Documents and interviews were searched, and nothing spoke against it."


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast, stage="assessment")


def cited(**changes: Any) -> Cited:
    usual = {
        "key_question": KEY_QUESTION,
        "side": "for",
        "text": SHOWS,
        "characteristic": "good",
        "source": "survey",
        "source_key": "caseload-manageable",
    }
    return Cited(**usual | changes)


def quote(cast: Cast, inspection: Inspection, *, by: Any = None, key: Any = None, **changes: Any) -> Citation:
    return cite(
        inspection=inspection,
        cited=cited(**changes),
        creation_key=key or uuid4(),
        by=by or cast.inspector,
        at=AT,
    )


def nothing(cast: Cast, inspection: Inspection, side: str = "against", because: str = WHY) -> Citation:
    said = NothingFound(KEY_QUESTION, side, because)
    return say_nothing_found(inspection=inspection, said=said, creation_key=uuid4(), by=cast.inspector, at=AT)


def take_back(row: Citation, by: Any) -> Citation:
    return withdraw(citation=row, reason="It was another office.", version=row.version, by=by, at=AT)


def lacking(inspection: Inspection) -> list[str]:
    return [reason for reason in reasons_not_to_judge(inspection, "1.2") if KEY_QUESTION in reason]


class TestTheGate:
    """No judgement is confirmed until each key question cites evidence for and against."""

    def test_nothing_is_cited_at_first(self, inspection: Inspection) -> None:
        assert len(reasons_not_to_judge(inspection, "1.2")) == 2 * 5
        assert len(lacking(inspection)) == 2

    def test_one_side_alone_is_not_enough(self, cast: Cast, inspection: Inspection) -> None:
        quote(cast, inspection, side="for")
        (reason,) = lacking(inspection)
        assert "against" in reason
        assert "Do staffing and workload levels support" in reason

    def test_both_sides_are_enough(self, cast: Cast, inspection: Inspection) -> None:
        quote(cast, inspection, side="for")
        quote(cast, inspection, side="against")
        assert lacking(inspection) == []

    def test_that_none_was_found_stands_for_a_side(self, cast: Cast, inspection: Inspection) -> None:
        quote(cast, inspection, side="for")
        nothing(cast, inspection, "against")
        assert lacking(inspection) == []

    def test_that_none_was_found_on_both_sides_is_not_evidence(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        nothing(cast, inspection, "for")
        nothing(cast, inspection, "against")
        (reason,) = lacking(inspection)
        assert reason.startswith("Cite evidence on one side at least: 1.2.1 Do staffing")

    def test_what_is_withdrawn_no_longer_counts(self, cast: Cast, inspection: Inspection) -> None:
        quote(cast, inspection, side="for")
        take_back(quote(cast, inspection, side="against"), cast.lead)
        assert len(lacking(inspection)) == 1

    def test_evidence_of_another_inspection_does_not_count(self, cast: Cast, inspection: Inspection) -> None:
        cite_everything(cast, inspections.inspection(cast, stage="assessment"))
        assert len(reasons_not_to_judge(inspection, "1.2")) == 2 * 5

    def test_counted_standards_need_none(self, inspection: Inspection) -> None:
        assert reasons_not_to_judge(inspection, "2.1") == []

    def test_every_judged_standard_is_told_what_it_lacks(self, cast: Cast, inspection: Inspection) -> None:
        cite_everything(cast, inspection)
        Citation.objects.filter(key_question="1.4.2", side="for").delete()
        found = key_questions_without_evidence(inspection)
        assert [question.code for question in found.pop("1.4")] == ["1.4.2"]
        assert found == {"1.1": [], "1.2": [], "1.3": []}


class TestCiting:
    """A citation says what it shows, on what it rests and to which description it speaks."""

    def test_the_same_form_sent_twice_cites_once(self, cast: Cast, inspection: Inspection) -> None:
        key = uuid4()
        assert quote(cast, inspection, key=key) == quote(cast, inspection, key=key, text="Something else.")
        assert Event.objects.filter(action="cited_evidence").count() == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"text": "Good."},
            {"characteristic": "excellent"},
            {"source": "survey", "source_key": "no-such-item"},
            {"source": "figure", "source_key": "caseload-manageable"},
            {"source": "cases", "source_key": "9.9.9"},
            {"source": "document", "source_key": "999999"},
            {"source": "document", "source_key": "x"},
            {"source": "rumour", "source_key": "1"},
        ],
    )
    def test_what_cannot_be_is_refused(
        self, cast: Cast, inspection: Inspection, changes: dict[str, str]
    ) -> None:
        with pytest.raises(NotAllowed):
            quote(cast, inspection, **changes)
        assert not Citation.objects.exists()

    @pytest.mark.parametrize(
        ("source", "key"),
        [
            ("survey", "caseload-unmanageable-po"),
            ("figure", "headcount"),
            ("cases", "2.3.1"),
            ("presentation", "leading"),
        ],
    )
    def test_it_rests_on_what_the_framework_names(
        self, cast: Cast, inspection: Inspection, source: str, key: str
    ) -> None:
        assert quote(cast, inspection, source=source, source_key=key).rests_on == f"{source}:{key}"

    def test_it_rests_on_a_row_of_its_own_inspection_only(self, cast: Cast, inspection: Inspection) -> None:
        ours = fieldwork.request(cast, inspection)
        theirs = fieldwork.request(cast, inspections.inspection(cast, stage="assessment"))
        quote(cast, inspection, source="document", source_key=str(ours.pk))
        with pytest.raises(NotAllowed):
            quote(cast, inspection, source="document", source_key=str(theirs.pk))

    @pytest.mark.parametrize("who", ["quality_lead", "panel_member", "publisher", "provider_contact"])
    def test_others_cite_nothing(self, cast: Cast, inspection: Inspection, who: str) -> None:
        with pytest.raises(NotAllowed):
            quote(cast, inspection, by=getattr(cast, who))

    def test_nothing_is_cited_once_the_ratings_are_decided(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed, match="decided"):
            quote(cast, inspections.inspection(cast, stage="decided"))

    def test_the_database_keeps_no_evidence_that_rests_on_nothing(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        row = citation(inspection, cast.lead, KEY_QUESTION)
        with pytest.raises(IntegrityError), transaction.atomic():
            Citation.objects.filter(pk=row.pk).update(source="")


class TestNothingFound:
    """That none was found is said with words, and gives way to evidence."""

    def test_it_needs_words(self, cast: Cast, inspection: Inspection) -> None:
        with pytest.raises(NotAllowed, match="5 words"):
            nothing(cast, inspection, because="None found.")

    def test_it_does_not_stand_beside_evidence(self, cast: Cast, inspection: Inspection) -> None:
        quote(cast, inspection, side="against")
        with pytest.raises(NotAllowed, match="Withdraw it before"):
            nothing(cast, inspection, "against")

    def test_it_gives_way_to_evidence(self, cast: Cast, inspection: Inspection) -> None:
        row = nothing(cast, inspection, "against")
        quote(cast, inspection, side="against")
        row.refresh_from_db()
        assert (row.withdrawn_by, row.why_withdrawn) == (cast.inspector, FOUND_AFTER_ALL)


class TestWithdrawing:
    """A citation that is taken back stays to be read."""

    def test_it_keeps_who_and_why(self, cast: Cast, inspection: Inspection) -> None:
        row = take_back(quote(cast, inspection), cast.lead)
        row.refresh_from_db()
        assert (row.withdrawn_by, row.why_withdrawn) == (cast.lead, "It was another office.")

    def test_by_whoever_cited_it_or_the_lead(self, cast: Cast, inspection: Inspection) -> None:
        colleague = accounts.account(Role.INSPECTOR, name="Colleague")
        inspections.member(inspection, colleague, TeamRole.INSPECTOR)
        row = quote(cast, inspection)
        may = {user for user in (*cast.everybody(), colleague) if not reasons_not_to_withdraw(user, row)}
        assert may == {cast.inspector, cast.lead}

    def test_not_twice_and_not_over_another_s_change(self, cast: Cast, inspection: Inspection) -> None:
        row = quote(cast, inspection)
        with pytest.raises(Conflict):
            withdraw(citation=row, reason="x", version=7, by=cast.lead, at=AT)
        row.refresh_from_db()
        with pytest.raises(NotAllowed, match="already"):
            take_back(take_back(row, cast.lead), cast.lead)


class TestPages:
    """One page a key question gathers what bears on it."""

    def page(self, client: Client, user: Any, inspection: Inspection, name: str, **more: Any) -> str:
        client.force_login(user)
        answer = client.get(reverse(f"fieldwork:{name}", kwargs={"inspection_id": inspection.pk, **more}))
        assert answer.status_code == 200
        return answer.content.decode()

    def test_nobody_is_offered_to_say_that_none_was_found_beside_what_was(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        quote(cast, inspection)
        text = self.page(client, cast.inspector, inspection, "key_question", key_question=KEY_QUESTION)
        assert "Say that no evidence for it was found" not in text
        assert "Say that no evidence against it was found" in text

    def test_long_lists_are_paged_and_what_is_cited_stands_first(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        first = fieldwork.quotation(cast, inspection, words="Words number 00")
        for number in range(1, 30):
            last = fieldwork.quotation(cast, inspection, words=f"Words number {number:02}")
        quote(cast, inspection, source="quotation", source_key=str(first.pk))
        text = self.page(client, cast.lead, inspection, "key_question", key_question=KEY_QUESTION)
        assert text.count("“Words number") - text.count("Quotation: “Words number") == PAGE
        assert text.index(f'id="quotation-{first.pk}"') < text.index(f'id="quotation-{last.pk}"')
        assert "?quotations=2" in text

    def test_a_figure_that_the_provider_confirmed_is_not_still_to_check(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        code, group = fieldwork.FIGURE, fieldwork.GROUP
        fieldwork.give(cast, inspection, group, fieldwork.entry(code, "current", "300"))
        text = self.page(client, cast.lead, inspection, "key_question", key_question=KEY_QUESTION)
        assert "To check" in text
        confirm(
            inspection=inspection,
            code=code,
            note="One officer holds the whole desk.",
            version=1,
            by=cast.provider_contact,
            at=AT,
        )
        text = self.page(client, cast.lead, inspection, "key_question", key_question=KEY_QUESTION)
        assert "To check" not in text
        assert "One officer holds the whole desk." in text

    def test_it_gathers_every_kind_of_evidence(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        fieldwork.request(cast, inspection, title="Workload plan")
        fieldwork.quotation(cast, inspection)
        interview(inspection, cast.inspector, {"caseload-manageable": "yes"})
        PresentationNote.objects.create(
            inspection=inspection,
            heading_code=next(
                row.code for row in inspection.framework.evidence.presentation if row.standard == "1.2"
            ),
            text="Twelve posts were filled.",
            written_at=AT,
            written_by=cast.lead,
        )
        text = self.page(client, cast.inspector, inspection, "key_question", key_question=KEY_QUESTION)
        for words in (
            "Workload plan",
            "1 of 1 ",
            "Twelve posts were filled.",
            "Total staff headcount (FTE)",
            "POs or equivalent describing their caseload as unmanageable",
        ):
            assert words in text

    def test_figures_of_cases_are_for_those_who_see_ratings(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        lead = self.page(client, cast.lead, inspection, "key_question", key_question=KEY_QUESTION)
        assert "Figures of the inspected cases" in lead
        inspector = self.page(client, cast.inspector, inspection, "key_question", key_question=KEY_QUESTION)
        assert "Figures of the inspected cases" not in inspector

    def test_a_withdrawn_citation_stays_struck_out(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        take_back(quote(cast, inspection), cast.lead)
        text = self.page(client, cast.lead, inspection, "key_question", key_question=KEY_QUESTION)
        assert "cw-cited--withdrawn" in text
        assert "It was another office." in text

    def test_a_citation_links_to_what_it_rests_on(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        row = fieldwork.request(cast, inspection, title="Rota", key_questions=())
        quote(cast, inspection, source="document", source_key=str(row.pk))
        text = self.page(client, cast.lead, inspection, "key_question", key_question=KEY_QUESTION)
        assert f'#document-{row.pk}"' in text
        assert f'id="document-{row.pk}"' in text
        assert f'id="document-{row.pk}"' in text

    def test_the_index_says_what_is_missing(self, cast: Cast, inspection: Inspection, client: Client) -> None:
        assert "15 key questions of 15 still lack evidence." in self.page(
            client, cast.lead, inspection, "key_questions"
        )
        cite_everything(cast, inspection)
        assert "Nothing is missing." in self.page(client, cast.lead, inspection, "key_questions")

    def test_evidence_is_cited_in_the_browser(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        client.force_login(cast.inspector)
        place = {"inspection_id": inspection.pk, "key_question": KEY_QUESTION, "side": "against"}
        typed = {
            "creation_key": str(uuid4()),
            "rests_on": "survey:caseload-manageable",
            "text": SHOWS,
            "characteristic": "inadequate",
        }
        answer = client.post(reverse("fieldwork:cite", kwargs=place), typed)
        assert answer.status_code == 302
        row = Citation.objects.get()
        assert (row.side, row.rests_on, row.characteristic) == (
            Side.AGAINST,
            "survey:caseload-manageable",
            "inadequate",
        )

    def test_too_few_words_are_asked_for_on_the_page(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        client.force_login(cast.inspector)
        place = {"inspection_id": inspection.pk, "key_question": KEY_QUESTION, "side": "for"}
        typed = {"creation_key": str(uuid4()), "because": "None."}
        answer = client.post(reverse("fieldwork:nothing_found", kwargs=place), typed)
        assert answer.status_code == 200
        assert "Say it in at least 5 words." in answer.content.decode()

    @pytest.mark.parametrize(("code", "side"), [("2.1.1", "for"), ("1.2.9", "for"), (KEY_QUESTION, "beside")])
    def test_other_questions_and_sides_are_not_found(
        self, cast: Cast, inspection: Inspection, client: Client, code: str, side: str
    ) -> None:
        client.force_login(cast.lead)
        place = {"inspection_id": inspection.pk, "key_question": code, "side": side}
        assert client.get(reverse("fieldwork:cite", kwargs=place)).status_code == 404

    def test_a_citation_is_withdrawn_in_the_browser(
        self, cast: Cast, inspection: Inspection, client: Client
    ) -> None:
        row = quote(cast, inspection)
        client.force_login(cast.lead)
        place = reverse("fieldwork:withdraw", args=[inspection.pk, row.pk])
        assert client.post(place, {"version": "0", "reason": "A slip."}).status_code == 302
        row.refresh_from_db()
        assert row.why_withdrawn == "A slip."


def test_every_key_question_of_the_judged_standards_can_be_cited(inspection: Inspection) -> None:
    assert list(judged_key_questions(inspection)) == [
        *("1.1.1", "1.1.2", "1.1.3"),
        *("1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5"),
        *("1.3.1", "1.3.2", "1.3.3"),
        *("1.4.1", "1.4.2", "1.4.3", "1.4.4"),
    ]
