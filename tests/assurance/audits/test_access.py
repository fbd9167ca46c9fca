"""Who sees an internal audit and what it asks for, and that the inspectorate’s own pages are not offered."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from caseward.assurance.audits.models import AuditAction
from caseward.casework.oversight.models import OversightAction
from caseward.casework.people.models import AccessList
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import sections_for, tasks_for
from caseward.inspection.samples.models import CaseList
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Sighting
from caseward.shared.govuk import navigation
from tests.factories import audits, people, samples
from tests.factories.audits import AuditCast

OK, NO, NOWHERE = HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND
TEAM = {"lead", "auditor", "second"}
STRANGERS = {"stranger", "strange_director", "inspector", "lead_inspector", "publisher", "contact"}
OF_PROVIDER = {"lead", "auditor", "second", "quality", "manager", "director"}
MOST = 40


def visit(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statuses(cast: AuditCast, name: str, *place: int, post: bool = False) -> dict[str, int]:
    address = reverse(name, args=place)
    found = {}
    for who, user in cast.named().items():
        client = visit(user)
        found[who] = (client.post(address) if post else client.get(address)).status_code
    return found


def header_of(user: User) -> list[str]:
    """The labels of the header’s links, as the user sees them."""
    page = visit(user).get(reverse("standards:index"))
    return [str(item["text"]) for item in navigation.header_items(page.wsgi_request)]


def those_with(found: dict[str, int], status: int) -> set[str]:
    return {who for who, each in found.items() if each == status}


def test_an_audit_is_seen_by_its_team_and_its_directors(cast: AuditCast) -> None:
    audit = audits.audit(cast)
    seen = {who for who, user in cast.named().items() if audit in Inspection.objects.visible_to(user)}
    assert seen == TEAM | {"director"}
    assert those_with(statuses(cast, "inspections:overview", audit.pk), OK) == seen


def test_whoever_moves_to_another_provider_sees_the_audit_no_more(cast: AuditCast) -> None:
    audit = audits.audit(cast)
    cast.second.organisation = cast.stranger.organisation
    cast.second.save()
    assert audit not in Inspection.objects.visible_to(cast.second)
    assert visit(cast.second).get(reverse("inspections:overview", args=[audit.pk])).status_code == NOWHERE


@pytest.mark.parametrize("page", ["audits:actions", "audits:action"])
@pytest.mark.parametrize(("who", "reads"), [("manager", True), ("director", False)])
def test_what_is_asked_in_a_case_is_told_to_those_only_who_may_open_it(
    cast: AuditCast, who: str, page: str, *, reads: bool
) -> None:
    case = audits.case(audits.audit(cast), cast)
    action = audits.action_in_case(case, cast.officer, cast.auditor, finding="Sam was hit.", what="Call Sam")
    place = [action.pk] if page == "audits:action" else []
    text = visit(getattr(cast, who)).get(reverse(page, args=place)).content.decode()
    assert ("Call Sam" in text) is reads
    assert "Sam was hit." not in text or reads


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("sampling", set()),
        ("assessment", {"lead", "second"}),
        ("ratings", TEAM),
        ("decided", TEAM | {"director"}),
    ],
)
def test_who_sees_the_result_stage_by_stage(cast: AuditCast, stage: str, who: set[str]) -> None:
    audit = audits.audit(cast, stage=stage)
    found = statuses(cast, "audits:result", audit.pk)
    assert (those_with(found, OK), those_with(found, NOWHERE)) == (who, set(found) - who)


def test_an_inspection_has_no_page_of_an_audit(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="ratings")
    Inspection.objects.update(kind="external")
    lead = visit(cast.lead)
    assert lead.get(reverse("audits:result", args=[audit.pk])).status_code == NOWHERE
    assert lead.post(reverse("audits:close", args=[audit.pk])).status_code == NOWHERE


def test_only_the_lead_closes_an_audit_and_starts_the_next(cast: AuditCast) -> None:
    for stage, name in (("ratings", "audits:close"), ("decided", "audits:next")):
        audit = audits.audit(cast, stage=stage)
        found = statuses(cast, name, audit.pk, post=True)
        assert those_with(found, NO) == {"auditor", "second", "director"}
        assert those_with(found, NOWHERE) == set(found) - TEAM - {"director"}
        assert found["lead"] < HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("post", [False, True])
def test_the_team_asks_for_actions(cast: AuditCast, post: bool) -> None:
    audit = audits.audit(cast, stage="ratings")
    case = audits.case(audit, cast)
    whole = statuses(cast, "audits:ask", audit.pk, post=post)
    assert (those_with(whole, OK), those_with(whole, NO)) == (TEAM, {"director"})
    in_case = statuses(cast, "audits:ask_in_case", audit.pk, case.pk, post=post)
    assert those_with(in_case, OK) == TEAM
    assert those_with(in_case, NOWHERE) == set(in_case) - TEAM


def test_who_follows_what_audits_ask_for(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="ratings")
    row = audits.action(audit, cast.manager, cast.lead)
    listed = statuses(cast, "audits:actions")
    assert those_with(listed, NO) == {"inspector", "lead_inspector", "publisher", "contact"}
    seen = {who for who, user in cast.named().items() if row in AuditAction.objects.visible_to(user)}
    assert seen == OF_PROVIDER
    assert those_with(statuses(cast, "audits:action", row.pk), OK) == OF_PROVIDER


def test_an_officer_sees_only_what_they_were_asked(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="ratings")
    audits.action(audit, cast.manager, cast.lead, what="Train every team")
    audits.action_in_case(audits.case(audit, cast), cast.officer, cast.lead, what="Ask again")
    page = visit(cast.officer).get(reverse("audits:actions")).content.decode()
    assert ("Ask again" in page, "Train every team" in page) == (True, False)


@pytest.mark.parametrize("post", [False, True])
def test_who_does_and_who_verifies(cast: AuditCast, post: bool) -> None:
    audit = audits.audit(cast, stage="ratings")
    row = audits.action(audit, cast.manager, cast.lead)
    done = statuses(cast, "audits:done", row.pk, post=post)
    assert (those_with(done, OK), those_with(done, NO)) == ({"manager"}, OF_PROVIDER - {"manager"})
    AuditAction.objects.update(done_at=audits.AT, done_by=cast.manager)
    for name in ("audits:verify", "audits:return"):
        found = statuses(cast, name, row.pk, post=post)
        assert those_with(found, NO) == {"manager", "director"}
        assert those_with(found, NOWHERE) == STRANGERS | {"officer"}


def test_a_reference_is_shown_only_to_those_who_may_open_the_record_and_that_is_recorded(
    cast: AuditCast,
) -> None:
    audit = audits.audit(cast, stage="decided")
    person = people.person(cast.officer)
    row = audits.action_in_case(audits.case(audit, cast, person=person), cast.officer, cast.lead)
    people.access_list(person, AccessList.Kind.EXCLUSION, by=cast.lead, naming=(cast.manager,))
    for name, place in (("audits:actions", []), ("audits:action", [row.pk])):
        shown = {}
        for who in ("quality", "manager", "director"):
            before = Sighting.objects.filter(subject_id=str(person.pk)).count()
            page = visit(getattr(cast, who)).get(reverse(name, args=place)).content.decode()
            seen = Sighting.objects.filter(subject_id=str(person.pk)).count() > before
            shown[who] = (person.crn in page, seen)
        assert shown == {"quality": (True, True), "manager": (False, False), "director": (False, False)}


def test_what_stands_on_a_record_is_read_only_by_those_who_may_open_it(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="decided")
    row = audits.action_in_case(audits.case(audit, cast), cast.officer, cast.lead)
    OversightAction.objects.update(done_at=audits.AT, done_by=cast.officer, done_words="Words of the record")
    address = reverse("audits:action", args=[row.pk])
    shown = {
        who: "Words of the record" in visit(getattr(cast, who)).get(address).content.decode()
        for who in ("quality", "director")
    }
    assert shown == {"quality": True, "director": False}


def test_a_director_finds_no_reference_on_the_result(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="decided")
    case = audits.case(audit, cast)
    director = visit(cast.director)
    page = director.get(reverse("audits:result", args=[audit.pk])).content.decode()
    assert str(case) not in page
    assert reverse("ratings:cases", args=[audit.pk, "2.1.1"]) not in page
    assert director.get(reverse("ratings:cases", args=[audit.pk, "2.1.1"])).status_code == NO
    assert director.get(reverse("ratings:groups", args=[audit.pk, "2.1.1"])).status_code == OK


def test_whoever_is_barred_from_the_record_asks_for_nothing_in_it(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="ratings")
    person = people.person(cast.officer)
    case = audits.case(audit, cast, person=person)
    people.access_list(person, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.lead,))
    answer = visit(cast.lead).get(reverse("audits:ask_in_case", args=[audit.pk, case.pk]))
    assert answer.status_code == NO


def test_only_the_quality_team_sets_up_an_audit_and_only_of_its_provider(cast: AuditCast) -> None:
    found = statuses(cast, "inspections:set_up")
    assert those_with(found, OK) == {"lead", "second", "quality", "stranger", "lead_inspector"}
    page = visit(cast.lead_inspector).get(reverse("inspections:set_up")).content.decode()
    assert "internal audit" not in page
    typed = {"creation_key": uuid4(), "framework_code": "crc-2019", "lead": cast.stranger.pk}
    typed |= {f"starts_on_{part}": 5 for part in ("day", "month")} | {"starts_on_year": 2019}
    typed |= {f"ends_on_{part}": 6 for part in ("day", "month")} | {"ends_on_year": 2019}
    visit(cast.lead).post(reverse("inspections:set_up"), typed)
    assert not Inspection.objects.exists()


def pages_of_an_inspectorate(audit: Inspection) -> list[str]:
    """Every address about one inspection of the apps that an audit has no use for."""
    found = []
    for app in ("fieldwork", "reports", "follow_up", "ratings"):
        reversible = get_resolver().namespace_dict[app][1].reverse_dict
        for name in (key for key in reversible if isinstance(key, str) and key != "close_assessment"):
            _, parameters = reversible.getlist(name)[0][0][0]
            if parameters == ["inspection_id"]:
                found.append(reverse(f"{app}:{name}", args=[audit.pk]))
    return found


@pytest.mark.parametrize("stage", ["assessment", "ratings", "decided"])
def test_the_pages_of_an_inspectorate_are_closed_to_an_audit(cast: AuditCast, stage: str) -> None:
    audit = audits.audit(cast, stage=stage)
    closed = {NO, NOWHERE, HTTPStatus.METHOD_NOT_ALLOWED}
    addresses = pages_of_an_inspectorate(audit)
    assert len(addresses) > 20
    for user in (cast.lead, cast.auditor, cast.director):
        client = visit(user)
        found = {page: {client.get(page).status_code, client.post(page).status_code} for page in addresses}
        assert {page: each for page, each in found.items() if each - closed} == {}


@pytest.mark.parametrize(
    ("who", "led"),
    [("quality", True), ("manager", True), ("auditor", True), ("director", True), ("officer", False)],
)
def test_the_header_leads_to_the_audits(cast: AuditCast, who: str, *, led: bool) -> None:
    assert ("Internal audits" in header_of(getattr(cast, who))) is led


def test_the_header_of_the_quality_team_has_what_one_row_holds(cast: AuditCast) -> None:
    assert header_of(cast.quality) == [
        "Find a person",
        "Readiness",
        "Internal audits",
        "Frameworks",
        "Case lists",
        "Results",
        "Compare providers",
    ]


def test_the_pages_of_an_audit_stand_under_the_link_to_the_audits(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="decided")
    page = visit(cast.lead).get(reverse("audits:result", args=[audit.pk])).content.decode()
    marked = page.partition("govuk-service-navigation__item--active")[2].partition("</li>")[0]
    assert "Internal audits" in marked


def test_an_audit_offers_only_what_it_has(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="ratings")
    shown = {
        who: [link.label for link in sections_for(getattr(cast, who), audit, "/")]
        for who in ("lead", "auditor", "director")
    }
    assert shown["lead"] == ["Overview", "Samples", "Cases", "Second readings", "Result"]
    assert shown["auditor"] == ["Overview", "Samples", "Cases", "Result"]
    assert shown["director"] == ["Overview"]
    assert [task.title for task in tasks_for(cast.lead, audit)] == ["Read the result and close the audit"]
    assert tasks_for(cast.contact, audit) == tasks_for(cast.publisher, audit) == []


def test_a_providers_contact_never_sees_the_lists_of_an_audit(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="sampling")
    sent = samples.uploaded(audit, cast.lead, samples.text(samples.cases(2)))
    assert sent not in CaseList.objects.visible_to(cast.contact)
    address = reverse("samples:upload", args=[audit.pk, samples.SUPERVISION])
    assert visit(cast.contact).post(address).status_code == NOWHERE


@pytest.mark.parametrize("name", ["audits:result", "audits:actions", "audits:action"])
def test_a_page_takes_as_many_statements_for_many_cases_as_for_few(cast: AuditCast, name: str) -> None:
    audit = audits.audit(cast, stage="decided")

    def more() -> AuditAction:
        return audits.action_in_case(audits.case(audit, cast), cast.officer, cast.lead)

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == OK
        return len(asked)

    row = more()
    place = {"audits:result": [audit.pk], "audits:actions": [], "audits:action": [row.pk]}
    client, address = visit(cast.lead), reverse(name, args=place[name])
    statements()
    few = statements()
    for _ in range(4):
        more()
    assert few == statements() <= MOST
