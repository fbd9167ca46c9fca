"""What the provider is asked for in advance, from asking to a gap; and its leader's presentation."""

import hashlib
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from caseward.inspection.fieldwork.actions import documents as actions
from caseward.inspection.fieldwork.models import (
    Citation,
    DocumentContent,
    DocumentFile,
    PresentationNote,
    RequestedDocument,
    Source,
)
from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework import RatedBy
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import fieldwork, inspections
from tests.factories.accounts import Cast
from tests.factories.fieldwork import AT, DUE, LATER, PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast)


def address(name: str, row: RequestedDocument | Inspection, **more: Any) -> str:
    if isinstance(row, RequestedDocument):
        more = {"inspection_id": row.inspection_id, "document_id": row.pk, **more}
    else:
        more = {"inspection_id": row.pk, **more}
    return reverse(f"fieldwork:{name}", kwargs=more)


def page(client: Client, user: User, path: str) -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def state(row: RequestedDocument) -> str:
    return RequestedDocument.objects.with_state().get(pk=row.pk).state


def read(
    row: RequestedDocument, by: User, *, gap: str = "", at: Any = LATER, version: int = 0
) -> RequestedDocument:
    return actions.mark_read(row=row, gap_note=gap, version=version, by=by, at=at)


def test_the_framework_s_documents_are_asked_for_by_one_day_and_each_only_once(
    cast: Cast, inspection: Inspection
) -> None:
    listed = inspection.framework.evidence.documents
    first = [each.code for each in listed[:2]]
    for codes in (first, [*first, listed[2].code]):
        actions.ask_for_listed(inspection=inspection, codes=codes, due_on=DUE, by=cast.lead, at=AT)
    rows = RequestedDocument.objects.filter(inspection=inspection)
    assert [row.code for row in rows] == [each.code for each in listed[:3]]
    assert [row.key_questions for row in rows] == [list(each.key_questions) for each in listed[:3]]


def test_documents_may_be_asked_for_as_soon_as_the_inspection_exists_and_no_longer_once_decided(
    cast: Cast, inspection: Inspection
) -> None:
    assert inspection.stage == "set_up"
    fieldwork.request(cast, inspection)
    Inspection.objects.update(stage="decided")
    with pytest.raises(NotAllowed, match="ratings are decided"):
        fieldwork.request(cast, inspection)


def test_a_request_sent_twice_is_one_request(cast: Cast, inspection: Inspection) -> None:
    key, asked = uuid4(), actions.Asked("Rota", "", (), DUE)
    rows = [
        actions.ask_for_own(inspection=inspection, asked=asked, creation_key=key, by=cast.lead, at=AT)
        for _ in range(2)
    ]
    assert rows[0] == rows[1]


def test_only_the_lead_asks(cast: Cast, inspection: Inspection) -> None:
    for user in (cast.inspector, cast.analyst, cast.quality_lead, cast.provider_contact):
        with pytest.raises(NotAllowed, match="Only the lead inspector"):
            actions.ask_for_listed(inspection=inspection, codes=[], due_on=DUE, by=user, at=AT)


def test_a_request_goes_from_asked_to_received_to_read(cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    assert state(row) == "asked"
    fieldwork.file(row, cast.provider_contact)
    assert state(row) == "received"
    read(row, cast.inspector)
    assert state(row) == "read"


def test_what_comes_after_the_reading_is_to_be_read(cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    fieldwork.file(row, cast.provider_contact)
    read(row, cast.inspector, at=AT - timedelta(hours=1))
    assert state(row) == "received"


def test_a_gap_needs_words_and_no_file(cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    with pytest.raises(NotAllowed, match="nothing to mark as read"):
        read(row, cast.inspector, gap=" ")
    read(row, cast.inspector, gap="The second half of the year is missing.")
    assert state(row) == "gap"
    row.refresh_from_db()
    assert (row.read_by, row.read_at) == (cast.inspector, LATER)


def test_a_gap_closes_when_it_is_read_again_without_one(cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    fieldwork.file(row, cast.provider_contact)
    read(row, cast.inspector, gap="Half of it is missing.")
    read(row, cast.inspector, version=1)
    assert state(row) == "read"


def test_two_who_mark_the_same_request_see_each_other(cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    read(row, cast.inspector, gap="The annex.")
    with pytest.raises(Conflict):
        read(row, cast.analyst, gap="The appendix.")


def test_several_files_are_kept_with_their_fingerprint_apart_from_their_bytes(
    cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    key, sent = uuid4(), [actions.Sent("a.pdf", PDF), actions.Sent("b.xlsx", b"rows")]
    for _ in range(2):
        actions.send_files(row=row, files=sent, creation_key=key, by=cast.provider_contact, at=AT)
    files = list(DocumentFile.objects.all())
    assert [(each.name, each.size) for each in files] == [("a.pdf", len(PDF)), ("b.xlsx", 4)]
    assert files[0].sha256 == hashlib.sha256(PDF).hexdigest()
    assert bytes(DocumentContent.objects.get(file=files[1]).content) == b"rows"


def test_the_contact_of_another_provider_and_the_panel_send_nothing(
    cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    for user in (cast.other_contact, cast.panel_member, cast.publisher, cast.quality_lead):
        with pytest.raises(NotAllowed):
            fieldwork.file(row, user)


def test_a_file_is_taken_back_until_it_is_read(cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    wrong, right = (fieldwork.file(row, cast.provider_contact) for _ in range(2))
    actions.remove_file(file=wrong, by=cast.provider_contact)
    assert DocumentContent.objects.count() == 1
    assert Event.objects.get(action="removed_document").details["sha256"] == wrong.sha256
    read(row, cast.inspector)
    right.refresh_from_db()
    with pytest.raises(NotAllowed, match="has been read"):
        actions.remove_file(file=right, by=cast.provider_contact)


def test_a_request_with_files_or_a_citation_stays(cast: Cast, inspection: Inspection) -> None:
    empty, answered, cited = (fieldwork.request(cast, inspection, title=each) for each in "abc")
    fieldwork.file(answered, cast.provider_contact)
    Citation.objects.create(
        inspection=inspection,
        key_question="1.2.1",
        side="for",
        text="The rota covers every absence.",
        characteristic="good",
        source=Source.DOCUMENT,
        source_key=str(cited.pk),
        cited_at=AT,
        cited_by=cast.lead,
    )
    actions.withdraw_request(row=empty, version=0, by=cast.lead)
    for row, reason in ((answered, "Files have come in"), (cited, "A key question cites this")):
        with pytest.raises(NotAllowed, match=reason):
            actions.withdraw_request(row=row, version=0, by=cast.lead)


def test_who_sees_requests_and_files(cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    own = fieldwork.file(row, cast.provider_contact)
    ours = fieldwork.file(row, cast.analyst)
    readers = [cast.lead, cast.inspector, cast.analyst, cast.quality_lead]
    for user in cast.everybody():
        sees_all = user in readers
        asked = RequestedDocument.objects.visible_to(user)
        assert list(asked) == ([row] if sees_all or user == cast.provider_contact else [])
        expected = [own, ours] if sees_all else [own] if user == cast.provider_contact else []
        assert list(DocumentFile.objects.visible_to(user)) == expected


def test_a_file_comes_only_as_a_download_and_that_is_logged(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    file = fieldwork.file(row, cast.provider_contact, name='pl"an <script>.pdf')
    client.force_login(cast.quality_lead)
    answer = client.get(address("file", row, file_id=file.pk))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="pl\\"an <script>.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.filter(action="downloaded_document", subject_id=str(file.pk)).exists()


def test_the_contact_does_not_find_a_file_that_the_team_added(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    ours = fieldwork.file(row, cast.analyst, name="handed-over.pdf")
    text = page(client, cast.provider_contact, address("document", row))
    assert "handed-over.pdf" not in text
    assert "The inspection team holds 1 file that reached it another way." in text
    assert "No file has come in yet." not in text
    assert client.get(address("file", row, file_id=ours.pk)).status_code == 404


def test_a_name_in_other_letters_is_kept_when_the_file_is_downloaded(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    file = fieldwork.file(row, cast.provider_contact, name="Übersicht.pdf")
    client.force_login(cast.lead)
    answer = client.get(address("file", row, file_id=file.pk))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht.pdf"


def test_a_key_question_without_percentage_is_named_and_survives_a_change(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    judged_outside_domain_one = next(
        question
        for standard in inspection.framework.standards
        for question in standard.key_questions
        if not question.scored and standard.rated_by is not RatedBy.JUDGEMENT
    )
    row = fieldwork.request(cast, inspection, key_questions=(judged_outside_domain_one.code,))
    words = f"{judged_outside_domain_one.code} {judged_outside_domain_one.text}"
    assert escape(words) in page(client, cast.lead, address("document", row))
    form = page(client, cast.lead, address("change_document", row))
    assert re.search(rf'value="{judged_outside_domain_one.code}" checked', form)


def test_a_day_years_away_from_fieldwork_is_a_slip_of_the_pen(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    client.force_login(cast.lead)
    day = {"due_on_day": "19", "due_on_month": "7", "due_on_year": "1066"}
    typed = {"title": "Rota", "creation_key": str(uuid4()), **day}
    assert "or later" in client.post(address("add_document", inspection), typed).content.decode()
    assert not RequestedDocument.objects.exists()


def test_the_contact_sends_files_and_reads_what_is_still_missing(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    client.force_login(cast.provider_contact)
    files = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.docx", b"words")]
    sent = client.post(
        address("document", row), {"creation_key": str(uuid4()), "documents": files}, follow=True
    )
    assert "2 files sent." in sent.content.decode()
    read(row, cast.inspector, gap="The rota of the winter is missing.")
    shown = page(client, cast.provider_contact, address("document", row))
    assert "Still missing: The rota of the winter is missing." in shown
    assert "Mark as read" not in shown


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.exe", b"MZ", "is not of a type that can be sent"),
        ("empty.pdf", b"", "empty"),
        ("large.pdf", b"x" * (20 * 1024 * 1024 + 1), "must be smaller than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_sent_is_refused_in_words(
    client: Client, cast: Cast, inspection: Inspection, name: str, content: bytes, words: str
) -> None:
    row = fieldwork.request(cast, inspection)
    client.force_login(cast.provider_contact)
    data = {"creation_key": str(uuid4()), "documents": [SimpleUploadedFile(name, content)]}
    assert words in client.post(address("document", row), data).content.decode()
    assert not DocumentFile.objects.exists()


def test_sending_nothing_asks_for_a_file(client: Client, cast: Cast, inspection: Inspection) -> None:
    row = fieldwork.request(cast, inspection)
    client.force_login(cast.provider_contact)
    answer = client.post(address("document", row), {"creation_key": str(uuid4())})
    assert "Choose at least one file" in answer.content.decode()


def test_the_list_is_filtered_by_state_and_standard(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    late = fieldwork.request(cast, inspection, title="The late one", key_questions=("1.1.1",))
    fieldwork.file(fieldwork.request(cast, inspection, title="The one that came"), cast.provider_contact)
    here = address("documents", inspection)
    for query, shown in [
        ("state=overdue", {"late"}),
        ("state=received", {"came"}),
        ("state=gap", set()),
        ("standard=1.1", {"late"}),
        ("standard=1.2&state=received", {"came"}),
        ("standard=9.9&state=nonsense", {"late", "came"}),
    ]:
        text = page(client, cast.inspector, f"{here}?{query}")
        assert {"late"} & shown == ({"late"} if late.title in text else set()), query
        assert {"came"} & shown == ({"came"} if "The one that came" in text else set()), query


def test_the_lead_asks_by_the_form_and_what_is_asked_leaves_it(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    listed = inspection.framework.evidence.documents
    path = address("ask_for_documents", inspection)
    client.force_login(cast.lead)
    due = {"due_on_day": "19", "due_on_month": "7", "due_on_year": "2019"}
    answer = client.post(path, {"creation_key": str(uuid4()), "codes": [listed[0].code], **due}, follow=True)
    assert "The provider is asked for 1 document." in answer.content.decode()
    form = page(client, cast.lead, path)
    assert f'value="{listed[0].code}"' not in form
    assert f'value="{listed[1].code}"' in form


def test_a_changed_request_is_shown_beside_what_was_typed(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    changed = actions.Asked("Rota of all officers", row.text, ("1.2.1",), DUE)
    actions.change_request(row=row, asked=changed, version=0, by=cast.lead)
    client.force_login(cast.lead)
    typed = {
        "title": "Rota of managers", "text": row.text, "key_questions": ["1.2.1"], "version": "0",
        "due_on_day": "19", "due_on_month": "7", "due_on_year": "2019",
    }  # fmt: skip
    text = client.post(address("change_document", row), typed).content.decode()
    assert "Rota of all officers" in text
    assert "Rota of managers" in text
    assert 'name="version" value="1"' in text
    client.post(address("change_document", row), {**typed, "version": "1"})
    row.refresh_from_db()
    assert row.title == "Rota of managers"


def test_a_request_that_was_changed_meanwhile_is_not_withdrawn_unseen(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    RequestedDocument.objects.update(version=1)
    client.force_login(cast.lead)
    answer = client.post(address("withdraw_document", row), {"version": "0"}, follow=True)
    assert "Somebody else has just changed this" in answer.content.decode()
    client.post(address("withdraw_document", row), {"version": "1"})
    assert not RequestedDocument.objects.exists()


def test_marking_nothing_as_read_is_refused_beside_the_field(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    client.force_login(cast.inspector)
    answer = client.post(address("mark_read", row), {"version": "0", "gap_note": ""})
    assert "Nothing has come in" in answer.content.decode()


def test_two_who_read_the_same_request_see_both_notes(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = fieldwork.request(cast, inspection)
    read(row, cast.analyst, gap="The annex is missing.")
    client.force_login(cast.inspector)
    typed = {"version": "0", "gap_note": "The map is missing."}
    text = client.post(address("mark_read", row), typed).content.decode()
    assert "The annex is missing." in text
    assert "The map is missing." in text


def test_the_presentation_is_noted_under_the_framework_s_headings(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    first = inspection.framework.evidence.presentation[0]
    client.force_login(cast.inspector)
    path = address("note_presentation", inspection, heading=first.code)
    client.post(path, {"version": "0", "text": "They named three priorities."})
    text = page(client, cast.quality_lead, address("presentation", inspection))
    assert "They named three priorities." in text
    assert all(each.text in text for each in inspection.framework.evidence.presentation)
    assert "Write notes" not in text


def test_two_who_note_the_presentation_see_each_other(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    heading = inspection.framework.evidence.presentation[0].code
    for version, text in [(0, "First notes."), (1, "Better notes.")]:
        actions.write_presentation_note(
            inspection=inspection, heading_code=heading, text=text, version=version, by=cast.lead, at=AT
        )
    client.force_login(cast.inspector)
    path = address("note_presentation", inspection, heading=heading)
    text = client.post(path, {"version": "0", "text": "Other notes."}).content.decode()
    assert "Better notes." in text
    assert "Other notes." in text
    assert PresentationNote.objects.get().text == "Better notes."


def test_a_heading_that_the_framework_does_not_have_is_not_found(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    client.force_login(cast.inspector)
    assert client.get(address("note_presentation", inspection, heading="nonsense")).status_code == 404


def test_the_contact_and_the_panel_never_read_the_presentation(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    for user in (cast.provider_contact, cast.panel_member, cast.publisher):
        client.force_login(user)
        assert client.get(address("presentation", inspection)).status_code == 403
        assert not PresentationNote.objects.visible_to(user).exists()


def test_the_lead_asks_for_something_else_and_the_contact_takes_a_wrong_file_back(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    due = {"due_on_day": "19", "due_on_month": "7", "due_on_year": "2019"}
    typed = {"creation_key": str(uuid4()), "title": "Map of offices", "key_questions": ["1.2.1"], **due}
    client.force_login(cast.lead)
    asked = client.post(address("add_document", inspection), typed, follow=True).content.decode()
    assert "The provider is asked for “Map of offices”." in asked
    row = RequestedDocument.objects.get()
    file = fieldwork.file(row, cast.provider_contact)
    client.force_login(cast.provider_contact)
    gone = client.post(address("remove_file", row, file_id=file.pk), follow=True).content.decode()
    assert "File removed." in gone
    assert not DocumentFile.objects.exists()
