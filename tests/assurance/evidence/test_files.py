"""Evidence that a provider of another installation sends: by whom, with what faults, what it replaces."""

import copy
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.assurance.evidence import actions, forms
from caseward.assurance.evidence.models import Evidence, EvidenceFile, Showing
from caseward.inspection.inspections.models import Inspection, InspectionKind
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import NotAllowed
from tests.factories import case_assessments, evidence
from tests.factories.accounts import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
QUESTION = "2.1.1b"


@pytest.fixture
def case(inspection: Inspection, cast: Cast) -> SampledCase:
    """A case whose records are elsewhere."""
    return case_assessments.sampled_case(inspection, allocated_to=cast.inspector, case_reference="X200001")


def send(case: SampledCase, by: User, file: Any = None, key: UUID | None = None) -> EvidenceFile:
    content = evidence.content(evidence.file_of(case) if file is None else file)
    return actions.take_in_file(
        inspection=Inspection.objects.get(pk=case.draw.inspection_id),
        file_name="evidence.json",
        content=content,
        creation_key=key or uuid4(),
        by=by,
        at=timezone.now(),
    )


def faults(case: SampledCase, by: User, file: Any) -> list[str]:
    content = file if isinstance(file, bytes) else evidence.content(file)
    with pytest.raises(actions.FaultyFile) as faulty:
        actions.take_in_file(
            inspection=case.draw.inspection,
            file_name="evidence.json",
            content=content,
            creation_key=uuid4(),
            by=by,
            at=timezone.now(),
        )
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()
    return faulty.value.faults


def test_the_contact_sends_evidence_and_it_stands_for_each_question(case: SampledCase, cast: Cast) -> None:
    sent = send(case, cast.provider_contact)
    assert (sent.cases, sent.kept, sent.sample_code) == (1, 0, evidence.SUPERVISION)
    row = case.evidence.get(question_code=QUESTION)
    assert (row.check_code, row.state, row.because) == ("assessment.diversity", "shown", "It is there.")
    assert row.records == [{"kind": "plan", "on": "2026-08-20", "words": "Plan, version 1"}]
    assert row.gathered_on == timezone.localdate()
    assert row.file == sent
    assert Event.objects.get(action="sent_evidence").details["cases"] == 1


def test_the_same_form_sent_twice_takes_in_one_file(case: SampledCase, cast: Cast) -> None:
    key = uuid4()
    assert send(case, cast.provider_contact, key=key) == send(case, cast.provider_contact, key=key)
    assert EvidenceFile.objects.count() == 1


def test_a_later_file_takes_the_place_of_an_earlier_one(case: SampledCase, cast: Cast) -> None:
    first = send(case, cast.provider_contact)
    file = evidence.file_of(case)
    question = file["cases"]["X200001"][QUESTION]
    question |= {"state": "missing", "mend": "Write it down."}
    second = send(case, cast.provider_contact, file)
    assert case.evidence.get(question_code=QUESTION).state == "missing"
    assert not Evidence.objects.filter(file=first).exists()
    assert second.cases == 1


def test_what_its_reader_has_been_shown_stays(case: SampledCase, cast: Cast) -> None:
    first = send(case, cast.provider_contact)
    reading = case_assessments.reading(case, cast.inspector, finished=False)
    Showing.objects.create(
        assessment=reading, question_code=QUESTION, shown_at=timezone.now(), shown_by=cast.inspector
    )
    unseen = case_assessments.sampled_case(
        case.draw.inspection, allocated_to=cast.inspector, case_reference="X200002"
    )
    second = send(case, cast.provider_contact, evidence.file_of(case, unseen))
    assert (second.cases, second.kept) == (1, 1)
    assert set(case.evidence.values_list("file", flat=True)) == {first.pk}
    assert set(unseen.evidence.values_list("file", flat=True)) == {second.pk}


def test_what_was_gathered_in_this_installation_stays(case: SampledCase, cast: Cast) -> None:
    evidence.evidence(case)
    sent = send(case, cast.provider_contact)
    assert (sent.cases, sent.kept) == (0, 1)
    assert set(case.evidence.values_list("file", flat=True)) == {None}


@pytest.mark.parametrize(
    ("who", "stage", "may"),
    [
        ("provider_contact", "assessment", True),
        ("provider_contact", "sampling", True),
        ("provider_contact", "ratings", False),
        ("analyst", "assessment", True),
        ("lead", "sampling", True),
        ("inspector", "assessment", False),
        ("quality_lead", "assessment", False),
        ("panel_member", "assessment", False),
        ("publisher", "assessment", False),
        ("other_contact", "assessment", False),
        ("outsider", "assessment", False),
    ],
)
def test_who_sends_a_file_and_when(case: SampledCase, cast: Cast, who: str, stage: str, *, may: bool) -> None:
    Inspection.objects.filter(pk=case.draw.inspection_id).update(stage=stage)
    user = getattr(cast, who)
    if may:
        assert send(case, user).cases == 1
    else:
        with pytest.raises(NotAllowed):
            send(case, user)
        assert not EvidenceFile.objects.exists()


def test_an_internal_audit_takes_no_files(case: SampledCase, cast: Cast) -> None:
    Inspection.objects.filter(pk=case.draw.inspection_id).update(kind=InspectionKind.INTERNAL)
    with pytest.raises(NotAllowed, match="in its own records"):
        send(case, cast.lead)


def _changed(*path: Any, to: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A change of one value of a file."""

    def change(file: dict[str, Any]) -> dict[str, Any]:
        place = file = copy.deepcopy(file)
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to
        return file

    return change


IN_CASE = ("cases", "X200001", QUESTION)
AT_QUESTION = f"cases.X200001.{QUESTION}"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_changed("version", to=2), "version: must be 1"),
        (_changed("version", to=True), "version: must be 1"),
        (_changed("framework", to="pdu-2023"), "framework: must be crc-2019, the one of this inspection"),
        (
            _changed("sample", to=["case-supervision"]),
            "sample: must be one of case-supervision, unpaid-work, through-the-gate",
        ),
        (_changed("made_on", to="yesterday"), "made_on: must be a day, such as 2019-08-05"),
        (_changed("made_on", to="2999-01-01"), "made_on: is in the future"),
        (_changed("name", to="Wayne"), "name: is not known"),
        (_changed("cases", to={}), "cases: must hold at least one case"),
        (_changed("cases", to=[]), "cases: must hold at least one case"),
        (_changed("cases", "X999999", to={}), "cases.X999999: must hold at least one question"),
        (_changed("cases", "X200001", to=[]), "cases.X200001: must hold at least one question"),
        (
            _changed("cases", "X200001", "2.1.1a", to={}),
            "cases.X200001.2.1.1a: is not a question of this sample to which records can speak",
        ),
        (
            _changed(*IN_CASE, to="shown"),
            f"{AT_QUESTION}: must be a table with because, check, mend, records, state",
        ),
        (_changed(*IN_CASE, "check", to="plan.needs"), f"{AT_QUESTION}.check: must be assessment.diversity"),
        (
            _changed(*IN_CASE, "state", to={}),
            f"{AT_QUESTION}.state: must be one of shown, missing, not_applicable",
        ),
        (_changed(*IN_CASE, "because", to=" "), f"{AT_QUESTION}.because: must say something"),
        (
            _changed(*IN_CASE, "because", to="x" * 2001),
            f"{AT_QUESTION}.because: is longer than 2000 characters",
        ),
        (
            _changed(*IN_CASE, "because", to="a\x00b"),
            f"{AT_QUESTION}.because: holds a character that is no text",
        ),
        (
            _changed(*IN_CASE, "because", to="a\ud800b"),
            f"{AT_QUESTION}.because: holds a character that is no text",
        ),
        (
            _changed(*IN_CASE, "mend", to="Do it."),
            f"{AT_QUESTION}.mend: must be empty unless something is missing",
        ),
        (_changed(*IN_CASE, "state", to="missing"), f"{AT_QUESTION}.mend: must say something"),
        (_changed(*IN_CASE, "officer", to="Kim"), f"{AT_QUESTION}.officer: is not known"),
        (
            _changed(*IN_CASE, "records", to="none"),
            f"{AT_QUESTION}.records: must be a list of at most 500 records",
        ),
        (
            _changed(*IN_CASE, "records", 0, to=1),
            f"{AT_QUESTION}.records[0]: must be a table with kind, on, words",
        ),
        (_changed(*IN_CASE, "records", 0, "key", to=7), f"{AT_QUESTION}.records[0].key: is not known"),
        (
            _changed(*IN_CASE, "records", 0, "on", to="2026-02-30"),
            f"{AT_QUESTION}.records[0].on: must be a day, such as 2019-08-05, or null",
        ),
        (
            _changed(*IN_CASE, "records", 0, "words", to=5),
            f"{AT_QUESTION}.records[0].words: must say something",
        ),
    ],
)
def test_each_fault_of_a_file_is_named_with_its_place(
    case: SampledCase, cast: Cast, change: Callable[[dict[str, Any]], dict[str, Any]], fault: str
) -> None:
    assert fault in faults(case, cast.provider_contact, change(evidence.file_of(case)))


def test_a_record_of_no_known_kind_is_a_fault(case: SampledCase, cast: Cast) -> None:
    file = _changed(*IN_CASE, "records", 0, "kind", to="diary")(evidence.file_of(case))
    (fault,) = faults(case, cast.provider_contact, file)
    assert fault.startswith(f"{AT_QUESTION}.records[0].kind: must be one of sentence,")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe{", "is not UTF-8 text"),
        (b"[1]", "must be one table of names and values"),
        (b'{"version": 1, "version": 1}', "version: is given twice"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_file_of_evidence_at_all_is_said_in_words(
    case: SampledCase, cast: Cast, content: bytes, fault: str
) -> None:
    assert fault in " ".join(faults(case, cast.provider_contact, content))


def test_every_fault_is_told_at_once(case: SampledCase, cast: Cast) -> None:
    file = _changed("version", to=0)(_changed(*IN_CASE, "check", to="x")(evidence.file_of(case)))
    assert len(faults(case, cast.provider_contact, file)) == 2


def test_a_number_that_stands_for_two_cases_of_the_list_is_a_fault(case: SampledCase, cast: Cast) -> None:
    case_assessments.sampled_case(
        case.draw.inspection,
        allocated_to=cast.inspector,
        case_reference="X200001",
        organisation="Other Probation",
    )
    told = faults(case, cast.provider_contact, evidence.file_of(case))
    assert told == ["cases.X200001: stands for more than one case of the list"]


def test_before_a_sample_is_drawn_nothing_is_taken_for_sent(case: SampledCase, cast: Cast) -> None:
    file = evidence.file_of(case, sample="unpaid-work")
    assert faults(case, cast.provider_contact, file) == ["sample: its cases are not drawn yet"]


def test_a_fault_in_a_case_that_was_not_drawn_is_told_like_any_other(case: SampledCase, cast: Cast) -> None:
    file = evidence.file_of(case)
    undrawn = copy.deepcopy(file["cases"]["X200001"])
    undrawn[QUESTION]["check"] = "plan.needs"
    file["cases"]["X999999"] = undrawn
    told = faults(case, cast.provider_contact, file)
    assert told == [f"cases.X999999.{QUESTION}.check: must be assessment.diversity"]


@pytest.mark.parametrize(("who", "is_told"), [("provider_contact", False), ("analyst", True)])
def test_nobody_learns_from_a_file_which_cases_were_drawn_but_the_team(
    client: Client, case: SampledCase, cast: Cast, who: str, *, is_told: bool
) -> None:
    client.force_login(getattr(cast, who), backend=BACKEND)
    drawn = evidence.file_of(case)
    undrawn = drawn | {"cases": {"X999999": drawn["cases"]["X200001"]}}
    pages = []
    for file in (undrawn, drawn):
        text = upload(client, case, evidence.content(file)).content.decode()
        pages.append("taken in for 1 case" in text or "Cases taken in" in text)
    assert pages == [is_told, is_told]


@pytest.mark.parametrize(
    "gone",
    [{"is_reserve": True}, {"replaced_at": timezone.now() - timedelta(days=1)}],
    ids=["reserve", "replaced"],
)
def test_only_cases_that_the_sample_holds_now_are_taken_in(
    case: SampledCase, cast: Cast, gone: dict[str, Any]
) -> None:
    case_assessments.sampled_case(case.draw.inspection, allocated_to=cast.inspector, case_reference="X200002")
    SampledCase.objects.filter(pk=case.pk).update(**gone)
    assert send(case, cast.provider_contact, evidence.file_of(case)).cases == 0
    assert not case.evidence.exists()


def page(name: str, inspection: Inspection) -> str:
    return reverse(f"evidence:{name}", kwargs={"inspection_id": inspection.pk})


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lead", 200),
        ("inspector", 200),
        ("quality_lead", 200),
        ("analyst", 200),
        ("provider_contact", 200),
        ("panel_member", 403),
        ("publisher", 403),
        ("administrator", 404),
        ("outsider", 404),
        ("other_contact", 404),
    ],
)
def test_who_sees_what_was_sent(client: Client, case: SampledCase, cast: Cast, who: str, status: int) -> None:
    send(case, cast.provider_contact)
    client.force_login(getattr(cast, who), backend=BACKEND)
    response = client.get(page("files", case.draw.inspection))
    assert response.status_code == status
    assert (b"evidence.json" in response.content) is (status == 200)
    assert b"X200001" not in response.content


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("provider_contact", 200),
        ("analyst", 200),
        ("inspector", 403),
        ("panel_member", 403),
        ("publisher", 403),
        ("outsider", 404),
        ("other_contact", 404),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_opens_the_page_to_send(
    client: Client, case: SampledCase, cast: Cast, who: str, status: int, method: str
) -> None:
    client.force_login(getattr(cast, who), backend=BACKEND)
    address = page("send_file", case.draw.inspection)
    assert getattr(client, method)(address).status_code == status


def upload(client: Client, case: SampledCase, content: bytes, name: str = "evidence.json") -> Any:
    sent = {"creation_key": str(uuid4()), "file": SimpleUploadedFile(name, content)}
    return client.post(page("send_file", case.draw.inspection), sent, follow=True)


def test_a_file_sent_on_the_page_is_taken_in_and_listed(
    client: Client, case: SampledCase, cast: Cast
) -> None:
    client.force_login(cast.analyst, backend=BACKEND)
    response = upload(client, case, evidence.content(evidence.file_of(case)))
    assert "Evidence taken in for 1 case." in response.content.decode()
    assert b"evidence.json" in response.content
    assert case.evidence.exists()


def test_the_page_lists_every_fault_and_keeps_nothing(client: Client, case: SampledCase, cast: Cast) -> None:
    client.force_login(cast.provider_contact, backend=BACKEND)
    file = evidence.file_of(case, version=2, framework="<b>")
    text = unescape(upload(client, case, evidence.content(file)).content.decode())
    assert "Nothing was taken in, because the file has faults" in text
    assert "version: must be 1" in text
    assert "framework: must be crc-2019" in text
    assert not EvidenceFile.objects.exists()


def test_a_file_of_another_type_or_too_large_is_refused_before_it_is_read(
    client: Client, case: SampledCase, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.provider_contact, backend=BACKEND)
    content = evidence.content(evidence.file_of(case))
    assert b"must be a JSON file" in upload(client, case, content, "evidence.csv").content
    monkeypatch.setattr(forms, "LARGEST_FILE", len(content) - 1)
    assert b"must be smaller than 10 MB" in upload(client, case, content).content
    assert not EvidenceFile.objects.exists()
