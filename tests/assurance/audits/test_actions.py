"""Closing, starting the next, asking, doing and verifying: what is refused, and what stays."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.models import Q

from caseward.assurance.audits import actions, inputs, presenters
from caseward.assurance.audits.models import AuditAction, State
from caseward.casework.oversight import actions as oversight
from caseward.casework.oversight.models import OversightNote
from caseward.casework.people.models import Merge, Person
from caseward.inspection.inspections import actions as inspections
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.ratings import actions as ratings
from caseward.inspection.ratings import inputs as rating_inputs
from caseward.inspection.ratings.models import CalculatedRating
from caseward.shared.accounts.models import Role
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, audits, case_assessments, people
from tests.factories.audits import AT, AuditCast

TODAY = date(2026, 11, 20)


class TestClosing:
    def test_the_stored_result_stands_whatever_becomes_of_the_answers(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="ratings")
        audits.case(audit, cast)
        actions.close(inspection=audit, version=audit.version, by=cast.lead, at=AT)
        audits.case(audit, cast, answers={"2.1.1": "no"})
        answers = rating_inputs.answers_for(audit)
        assert answers["2.1.1"].no == 1
        assert inputs.rating_of(audit, answers).standards["2.1"].band == "outstanding"

    def test_before_it_is_closed_the_result_is_live(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="ratings")
        audits.case(audit, cast, answers={"2.1.1": "no"})
        rating = inputs.rating_of(audit, rating_inputs.answers_for(audit))
        assert rating.standards["2.1"].band == "inadequate"

    def test_somebody_elses_change_in_between_stops_it(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="ratings")
        with pytest.raises(Conflict):
            actions.close(inspection=audit, version=audit.version + 1, by=cast.lead, at=AT)
        assert not CalculatedRating.objects.exists()

    def test_it_is_closed_at_the_stage_of_its_result_only(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="assessment")
        with pytest.raises(NotAllowed, match="at the stage “Result”"):
            actions.close(inspection=audit, version=audit.version, by=cast.lead, at=AT)

    def test_an_inspection_is_not_closed_but_decided(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="ratings")
        audit.kind = "external"
        audit.save()
        with pytest.raises(NotAllowed, match="not an internal audit"):
            actions.close(inspection=audit, version=audit.version, by=cast.lead, at=AT)

    def test_a_panel_never_meets_on_it_and_nothing_is_proposed(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="ratings")
        with pytest.raises(NotAllowed, match="no panel"):
            ratings.open_meeting(inspection=audit, creation_key=uuid4(), by=cast.lead, at=AT)
        proposed = ratings.Proposed("1.1", "good", "Leaders set a clear course for everybody.")
        with pytest.raises(NotAllowed, match="no panel"):
            ratings.propose(inspection=audit, proposed=proposed, creation_key=uuid4(), by=cast.lead, at=AT)

    def test_a_publisher_cannot_publish_it(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="decided")
        with pytest.raises(NotAllowed, match="nothing of it is published"):
            ratings.publish(
                inspection=audit, source="", note="", creation_key=uuid4(), by=cast.publisher, at=AT
            )


class TestStartingTheNext:
    def start(self, cast: AuditCast, audit: Inspection) -> Inspection:
        return actions.start_next(
            inspection=audit,
            starts_on=date(2019, 9, 2),
            ends_on=date(2019, 9, 13),
            creation_key=uuid4(),
            by=cast.lead,
            at=AT,
        )

    def test_framework_samples_and_team_are_copied(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="decided")
        following = self.start(cast, audit)
        assert (following.stage, following.is_internal, following.fieldwork_starts_on) == (
            "set_up",
            True,
            date(2019, 9, 2),
        )
        assert [row.sample_code for row in following.requested_samples.all()] == ["case-supervision"]
        team = {(member.user, member.role) for member in following.team.all()}
        assert team == {(member.user, member.role) for member in audit.team.all()}

    def test_whoever_may_no_longer_hold_a_part_is_left_out(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="decided")
        cast.second.is_active = False
        cast.second.save()
        assert not self.start(cast, audit).team.filter(user=cast.second).exists()

    def test_an_audit_that_runs_is_ended_first(self, cast: AuditCast) -> None:
        with pytest.raises(NotAllowed, match="at the stage “Closed”"):
            self.start(cast, audits.audit(cast, stage="ratings"))


class TestTeam:
    @pytest.mark.parametrize(
        ("who", "role", "words"),
        [
            ("officer", TeamRole.INSPECTOR, "can be auditor"),
            ("manager", TeamRole.QUALITY_LEAD, "can be second reader"),
            ("inspector", TeamRole.INSPECTOR, "can be auditor"),
            ("stranger", TeamRole.INSPECTOR, "Only somebody of the audited provider"),
            ("quality", TeamRole.PANEL_MEMBER, "has no ratings panel member"),
        ],
    )
    def test_who_cannot_be_on_it(self, cast: AuditCast, who: str, role: TeamRole, words: str) -> None:
        audit = audits.audit(cast, stage="set_up")
        user = getattr(cast, who)
        with pytest.raises(NotAllowed, match=words):
            inspections.add_to_team(
                inspection=audit, user=user, role=role, by=cast.lead, at=AT, creation_key=uuid4()
            )

    def test_a_quality_team_is_not_on_the_team_of_an_inspection(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="set_up")
        audit.kind = "external"
        with pytest.raises(NotAllowed, match="can be inspection analyst"):
            inspections.add_to_team(
                inspection=audit,
                user=cast.quality,
                role=TeamRole.ANALYST,
                by=cast.lead,
                at=AT,
                creation_key=uuid4(),
            )

    def test_a_small_team_needs_no_analyst(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="set_up")
        inspections.ask_for_case_lists(inspection=audit, version=audit.version, by=cast.lead, at=AT)
        assert audit.stage == "sampling"

    def test_an_audit_is_of_ones_own_provider_and_stays_so(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="set_up")
        first, last = audit.fieldwork_starts_on, audit.fieldwork_ends_on
        for provider, name in ((cast.stranger.organisation, ""), (None, "Newshire Probation")):
            plan = inspections.Plan(provider, name, audit.framework_code, first, last)
            with pytest.raises(NotAllowed, match="its own provider"):
                inspections.change_plan(inspection=audit, plan=plan, version=0, by=cast.lead)
            with pytest.raises(NotAllowed, match="its own provider"):
                inspections.set_up(plan=plan, lead=cast.lead, by=cast.lead, at=AT, creation_key=uuid4())


class TestAsking:
    def test_in_a_case_a_note_stands_on_the_record_and_the_officer_is_asked(self, cast: AuditCast) -> None:
        audit = audits.audit(cast)
        row = audits.action_in_case(audits.case(audit, cast), cast.officer, cast.auditor)
        assert row.in_case is not None
        assert (row.in_case.what, row.in_case.asked_of, row.in_case.due_on) == (
            row.what,
            cast.officer,
            row.due_on,
        )
        assert row.in_case.note.text.splitlines()[1] == "Nobody asked what the person thinks."

    def test_the_reading_must_be_finished(self, cast: AuditCast) -> None:
        audit = audits.audit(cast)
        case = case_assessments.sampled_case(audit, allocated_to=cast.auditor)
        case_assessments.reading(case, cast.auditor, finished=False)
        with pytest.raises(NotAllowed, match="once a reading of this case is finished"):
            audits.action_in_case(case, cast.officer, cast.auditor)

    def test_a_case_without_a_record_here_has_no_action_of_its_own(self, cast: AuditCast) -> None:
        audit = audits.audit(cast)
        case = case_assessments.sampled_case(audit, allocated_to=cast.auditor)
        case_assessments.reading(case, cast.auditor)
        with pytest.raises(NotAllowed, match="No record here"):
            audits.action_in_case(case, cast.officer, cast.auditor)

    def test_a_record_that_was_joined_is_found_as_the_one_that_was_kept(self, cast: AuditCast) -> None:
        audit = audits.audit(cast)
        kept, other = people.person(cast.officer), people.person(cast.officer)
        case = audits.case(audit, cast, person=other)
        Person.objects.filter(pk=other.pk).update(merged_into=kept)
        assert inputs.person_of(case) == kept
        assert not Merge.objects.exists()

    def test_about_the_whole_only_managers_and_the_quality_team_are_asked(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="ratings")
        for who in (cast.officer, cast.stranger, cast.director):
            with pytest.raises(NotAllowed, match="is no manager"):
                audits.action(audit, who, cast.lead)
        assert audits.action(audit, cast.quality, cast.auditor).asked_of == cast.quality

    def test_about_the_whole_nothing_is_asked_while_cases_are_read(self, cast: AuditCast) -> None:
        with pytest.raises(NotAllowed, match="once its cases are assessed"):
            audits.action(audits.audit(cast), cast.manager, cast.lead)

    def test_sent_twice_it_is_asked_for_once(self, cast: AuditCast) -> None:
        audit = audits.audit(cast)
        case, key = audits.case(audit, cast), uuid4()
        for _ in range(2):
            actions.ask_in_case(
                case=case, found=audits.found(cast.officer), creation_key=key, by=cast.auditor, at=AT
            )
        assert (AuditAction.objects.count(), OversightNote.objects.count()) == (1, 1)

    def test_the_log_holds_no_words(self, cast: AuditCast) -> None:
        row = audits.action(audits.audit(cast, stage="ratings"), cast.manager, cast.lead)
        event = Event.objects.get(action="audit action asked")
        assert event.details == {
            "audit": row.inspection_id,
            "question": "2.1.1",
            "asked_of": cast.manager.pk,
        }


class TestFollowing:
    @pytest.fixture
    def row(self, cast: AuditCast) -> AuditAction:
        return audits.action(audits.audit(cast, stage="ratings"), cast.manager, cast.lead)

    def done(self, row: AuditAction, cast: AuditCast) -> None:
        actions.say_done(action=row, done_words="Done.", version=row.version, by=cast.manager, at=AT)

    def state(self, row: AuditAction, on: date = TODAY) -> list[str]:
        """As the list and as the page of one action say it."""
        rows = AuditAction.objects.with_state(on).filter(pk=row.pk)
        (listed,) = (state for state in State if rows.filter(Q(state=state.value)).exists())
        return [str(listed.value), str(presenters.state_of(row, on).value)]

    def test_from_open_to_verified(self, row: AuditAction, cast: AuditCast) -> None:
        found = [self.state(row), self.state(row, date(2099, 1, 6))]
        self.done(row, cast)
        found.append(self.state(row))
        actions.verify(action=row, version=row.version, by=cast.lead, at=AT)
        found.append(self.state(row))
        assert found == [[state] * 2 for state in ("open", "overdue", "done", "verified")]

    def test_an_action_in_a_case_is_as_far_as_its_oversight(self, cast: AuditCast) -> None:
        audit = audits.audit(cast)
        row = audits.action_in_case(audits.case(audit, cast), cast.officer, cast.auditor)
        asked = row.in_case
        assert asked is not None
        found = [self.state(row)]
        oversight.say_done(action=asked, done_words="Asked.", version=0, by=cast.officer, at=AT)
        found.append(self.state(row))
        oversight.verify(action=asked, version=1, by=cast.quality, at=AT)
        found.append(self.state(row))
        assert found == [[state] * 2 for state in ("open", "done", "verified")]

    def test_an_action_in_a_case_is_followed_on_the_record_only(self, cast: AuditCast) -> None:
        audit = audits.audit(cast)
        row = audits.action_in_case(audits.case(audit, cast), cast.officer, cast.auditor)
        with pytest.raises(NotAllowed, match="followed on that person’s record"):
            actions.say_done(action=row, done_words="Done.", version=0, by=cast.officer, at=AT)
        with pytest.raises(NotAllowed, match="followed on that person’s record"):
            actions.verify(action=row, version=0, by=cast.lead, at=AT)

    def test_whoever_did_it_does_not_verify_it(self, cast: AuditCast) -> None:
        row = audits.action(audits.audit(cast, stage="ratings"), cast.lead, cast.lead)
        actions.say_done(action=row, done_words="Done.", version=0, by=cast.lead, at=AT)
        with pytest.raises(NotAllowed, match="Somebody else must look"):
            actions.verify(action=row, version=1, by=cast.lead, at=AT)

    def test_for_somebody_who_has_left_a_colleague_says_it(self, row: AuditAction, cast: AuditCast) -> None:
        with pytest.raises(NotAllowed, match="Only the one who was asked"):
            actions.say_done(action=row, done_words="Done.", version=0, by=cast.auditor, at=AT)
        row.asked_of.is_active = False
        actions.say_done(action=row, done_words="Done.", version=0, by=cast.auditor, at=AT)
        assert row.done_by == cast.auditor

    def test_what_is_sent_back_is_open_again_with_what_was_said(
        self, row: AuditAction, cast: AuditCast
    ) -> None:
        self.done(row, cast)
        actions.send_back(action=row, because="Not all of it", version=row.version, by=cast.lead)
        row.refresh_from_db()
        assert (self.state(row), row.done_words, row.returned_because) == (
            ["open", "open"],
            "Done.",
            "Not all of it",
        )

    def test_a_step_is_taken_once(self, row: AuditAction, cast: AuditCast) -> None:
        with pytest.raises(NotAllowed, match="Nobody has said yet"):
            actions.verify(action=row, version=0, by=cast.lead, at=AT)
        self.done(row, cast)
        with pytest.raises(NotAllowed, match="Somebody said already"):
            self.done(row, cast)
        actions.verify(action=row, version=row.version, by=cast.lead, at=AT)
        with pytest.raises(NotAllowed, match="verified and closed"):
            actions.verify(action=row, version=row.version, by=cast.quality, at=AT)

    def test_the_overdue_stand_first_and_all_are_counted(self, cast: AuditCast) -> None:
        audit = audits.audit(cast, stage="ratings")
        late = date(2020, 1, 1)
        done = audits.action(audit, cast.manager, cast.lead, due_on=late)
        self.done(done, cast)
        open_one, overdue = (
            audits.action(audit, cast.manager, cast.lead, due_on=on) for on in (audits.FAR, late)
        )
        rows = AuditAction.objects.with_state(TODAY)
        assert list(rows.overdue_first()) == [overdue, open_one, done]
        assert rows.counted() == {"overdue": 1, "open": 1, "done": 1, "verified": 0}

    def test_the_history_says_who_and_when(self, row: AuditAction, cast: AuditCast) -> None:
        self.done(row, cast)
        actions.send_back(action=row, because="Not all", version=row.version, by=cast.lead)
        told = [(each["title"], each["by"]) for each in presenters.history_of(row)]
        assert told == [
            ("Sent back", "Audit lead"),
            ("Said to be done", "Own manager"),
            ("Asked for", "Audit lead"),
        ]

    def test_the_list_can_be_had_by_state_and_audit(self, row: AuditAction, cast: AuditCast) -> None:
        other = audits.action(audits.audit(cast, stage="ratings"), cast.manager, cast.lead)
        self.done(other, cast)
        rows = AuditAction.objects.with_state(TODAY)
        by_audit = presenters.Filters("", row.inspection_id).of_audit(rows)
        by_state = presenters.Filters(State.DONE, None).in_state(rows)
        assert (list(by_audit), list(by_state)) == ([row], [other])


def test_a_quality_team_that_is_not_of_the_provider_verifies_nothing(cast: AuditCast) -> None:
    row = audits.action(audits.audit(cast, stage="ratings"), cast.manager, cast.lead)
    actions.say_done(action=row, done_words="Done.", version=0, by=cast.manager, at=AT)
    officer = accounts.account(Role.OFFICER, name="Another", organisation=cast.lead.organisation)
    for user in (cast.stranger, officer):
        with pytest.raises(NotAllowed, match="Only a manager or the quality team"):
            actions.verify(action=row, version=row.version, by=user, at=AT)
