"""The pages of an audit call people and work as its quality team does, never as an inspectorate."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from caseward.inspection.case_assessments import policies
from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples import policies as sampling
from caseward.inspection.samples.models import SampledCase
from caseward.inspection.standards.readers import framework
from tests.assurance.audits.test_the_way import Browser
from tests.factories import audits, case_assessments, inspections, people, samples
from tests.factories.audits import AuditCast

SUPERVISION = samples.SUPERVISION
OF_INSPECTORATES = re.compile(
    r"\b(inspectors?|inspections?|inspected|quality leads?|fieldwork)\b", re.IGNORECASE
)
NONE_PUBLISHED = "No inspection of this provider is in the published results, so no inspection stands beside"
"""What is said of inspectorates themselves."""


def words(page: str) -> str:
    """What a page says in its own words, without markup, and without those of the framework."""
    main = page.partition("<main")[2].partition("</main>")[0]
    text = " ".join(re.sub(r"<[^>]+>", " ", f"<main{main}").split())
    of_framework = [sample.description for sample in framework(inspections.FRAMEWORK).samples]
    for rightly_so in (NONE_PUBLISHED, *of_framework):
        text = text.replace(rightly_so, "")
    return text


def amiss(page: str) -> list[str]:
    """The words of an inspectorate on a page, with what stands around them."""
    text = words(page)
    return [text[max(0, found.start() - 60) : found.end() + 30] for found in OF_INSPECTORATES.finditer(text)]


def drawn(cast: AuditCast, audit: Inspection) -> SampledCase:
    """A drawn case with a reserve, both of people whose records are here."""
    case = case_assessments.sampled_case(
        audit, allocated_to=None, case_reference=people.person(cast.officer).crn
    )
    reserve = case_assessments.sampled_case(audit, allocated_to=None)
    SampledCase.objects.filter(pk=reserve.pk).update(is_reserve=True)
    return case


@pytest.mark.parametrize("name", ["inspections:index", "inspections:set_up", "audits:actions"])
def test_the_pages_of_a_quality_team_speak_of_audits(cast: AuditCast, name: str) -> None:
    audits.action(audits.audit(cast, stage="ratings"), cast.manager, cast.lead)
    assert amiss(Browser(cast.lead).get(name)) == []


@pytest.mark.parametrize("name", ["overview", "plan", "samples", "team", "hand_over"])
def test_setting_up_speaks_of_auditors(cast: AuditCast, name: str) -> None:
    audit = audits.audit(cast, stage="set_up")
    assert amiss(Browser(cast.lead).get(f"inspections:{name}", audit.pk)) == []


def test_sampling_speaks_of_auditors(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="sampling")
    lead = Browser(cast.lead)
    no_list_yet = Browser(cast.auditor).get("samples:sample", audit.pk, SUPERVISION)
    assert "The audit analyst or the audit lead brings it in." in words(no_list_yet)
    case = drawn(cast, audit)
    of_sample, of_case = (audit.pk, SUPERVISION), (audit.pk, case.pk)
    pages = {
        "index": lead.get("samples:index", audit.pk),
        "upload": lead.get("samples:upload", *of_sample),
        "sample": lead.get("samples:sample", *of_sample),
        "draw": lead.get("samples:draw", *of_sample),
        "cases": lead.get("samples:cases", *of_sample),
        "nobody chosen": lead.post("samples:cases", *of_sample),
        "share out": lead.get("samples:share_out", *of_sample),
        "case": lead.get("samples:case", *of_case),
        "replace": lead.get("samples:replace", *of_case),
    }
    assert {name: found for name, page in pages.items() if (found := amiss(page))} == {}
    assert "auditor" in words(pages["index"])
    assert "Choose an auditor" in words(pages["nobody chosen"])
    assert "1 case has no auditor yet" in words(pages["share out"])


def test_a_replaced_case_says_that_an_auditor_knew_somebody(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="sampling")
    case = drawn(cast, audit)
    lead = Browser(cast.lead)
    typed = {"reason": "conflict_of_interest", "note": "", "version": case.version}
    lead.post("samples:replace", audit.pk, case.pk, **typed)
    page = lead.get("samples:case", audit.pk, case.pk)
    assert "An auditor knows the person or the officer" in words(page)
    assert amiss(page) == []


def test_reading_speaks_of_auditors(cast: AuditCast) -> None:
    audit = audits.audit(cast)
    case, other = audits.case(audit, cast), drawn(cast, audit)
    lead, auditor, second = Browser(cast.lead), Browser(cast.auditor), Browser(cast.second)
    SampledCase.objects.filter(pk=other.pk).update(allocated_to=cast.auditor)
    auditor.post("case_assessments:start", audit.pk, other.pk)
    reading = (audit.pk, other.pk, "first")
    pages = {
        "list": lead.get("case_assessments:index", audit.pk),
        "case": auditor.get("case_assessments:case", audit.pk, case.pk),
        "not mine": lead.get("case_assessments:case", audit.pk, other.pk),
        "section": auditor.get("case_assessments:section", *reading, "2.1"),
        "finish": auditor.get("case_assessments:finish", *reading),
        "note": auditor.get("case_assessments:add_note", *reading),
        "reopen": auditor.get("case_assessments:reopen", audit.pk, case.pk, "first"),
        "history": auditor.get("case_assessments:history", audit.pk, case.pk, "first"),
        "second readings": lead.get("case_assessments:second_readings", audit.pk),
        "draw": second.get("case_assessments:draw_second_readings", audit.pk),
        "pick": second.get("case_assessments:pick_second_readings", audit.pk),
        "agreement": lead.get("case_assessments:agreement", audit.pk),
    }
    assert {name: found for name, page in pages.items() if (found := amiss(page))} == {}
    assert "By auditor" in words(pages["list"])
    assert "report" not in words(pages["note"])


def test_the_result_and_its_actions_speak_of_the_audit(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="decided")
    case, lead = audits.case(audit, cast), Browser(cast.lead)
    row = audits.action_in_case(case, cast.officer, cast.lead)
    pages = {
        "result": lead.get("audits:result", audit.pk),
        "next": lead.get("audits:next", audit.pk),
        "ask": lead.get("audits:ask", audit.pk),
        "ask in case": lead.get("audits:ask_in_case", audit.pk, case.pk),
        "action": lead.get("audits:action", row.pk),
    }
    assert {name: found for name, page in pages.items() if (found := amiss(page))} == {}


def refusals(cast: AuditCast, audit: Inspection) -> list[str]:
    """Everything that the policies of an audit's samples and readings say to somebody who may not."""
    case = audits.case(audit, cast)
    reading = Assessment.objects.select_related("inspection", "case__draw__inspection").get(case=case)
    SampledCase.objects.filter(pk=case.pk).update(replaced_at=timezone.now())
    case.refresh_from_db()
    user: Any = cast.quality
    found = [
        sampling.reasons_not_to_see(user, audit),
        sampling.reasons_not_to_sample(user, audit),
        sampling.reasons_not_to_allocate_case(user, case),
        sampling.reasons_not_to_open_assessment(user, audit),
        policies.reasons_not_to_see_cases(user, audit),
        policies.reasons_not_to_start(user, case),
        policies.reasons_not_to_answer(user, reading),
        policies.reasons_not_to_reopen(user, reading),
        policies.reasons_not_to_draw(user, audit),
        policies.reasons_not_to_see_agreement(user, audit),
        policies.reasons_not_to_agree(user, reading),
    ]
    assert all(found)
    return [reason for reasons in found for reason in reasons]


def test_what_is_refused_on_an_audit_is_said_in_its_own_words(cast: AuditCast) -> None:
    said = refusals(cast, audits.audit(cast))
    assert [reason for reason in said if OF_INSPECTORATES.search(reason)] == []


def test_what_is_refused_on_an_inspection_speaks_of_inspectors(cast: AuditCast) -> None:
    audit = audits.audit(cast)
    audit.kind = "external"
    audit.save()
    said = " ".join(refusals(cast, audit))
    assert "Only the inspector to whom this case is allocated can read it." in said
    assert "audit" not in said
    page = reverse("samples:index", args=[audit.pk])
    assert "allocated to inspectors" in Browser(cast.lead).client.get(page).content.decode()
