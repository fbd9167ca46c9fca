"""Named sets of inspections: who keeps them, and their pages."""

import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.inspection.results import actions
from caseward.inspection.results.actions import (
    Fact,
    Further,
    PrintedAverage,
    QuestionFigure,
    SetOfInspections,
)
from caseward.inspection.results.models import Comparator
from caseward.shared.accounts.models import Role
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, organisations, results
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db

MADE_OF = SetOfInspections("Some providers", "Those of the round.", "crc-2019")


def words(answer: Any) -> str:
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "title": "All providers of the round",
        "description": "Every inspection from June 2018 to June 2019.",
        "framework_code": "crc-2018",
        "averages": "2.1.1 68\n2.2.3 46%\n caseload-manageable  41",
        "source": "The report of one of them",
        "is_membership_known": "no",
        "creation_key": str(uuid4()),
        **changes,
    }


class TestActions:
    @pytest.mark.parametrize("role", [Role.ANALYST, Role.LEAD_INSPECTOR, Role.PUBLISHER])
    def test_those_who_read_figures_closely_name_sets(self, role: Role) -> None:
        by = accounts.account(role)
        made = actions.create_comparator(made_of=MADE_OF, creation_key=uuid4(), by=by, at=timezone.now())
        assert Comparator.objects.get() == made
        assert Event.objects.filter(action="created_comparator", actor_id=by.pk).count() == 1

    def test_nobody_else_does(self, cast: Cast) -> None:
        row = results.comparator()
        for user in cast.everybody():
            if user.role in (Role.ANALYST, Role.LEAD_INSPECTOR, Role.PUBLISHER):
                continue
            with pytest.raises(NotAllowed):
                actions.create_comparator(made_of=MADE_OF, creation_key=uuid4(), by=user, at=timezone.now())
            with pytest.raises(NotAllowed):
                actions.change_comparator(comparator=row, made_of=MADE_OF, version=0, by=user)

    def test_the_same_form_twice_makes_one_set(self) -> None:
        key, by = uuid4(), accounts.account(Role.ANALYST)
        for _ in range(2):
            actions.create_comparator(made_of=MADE_OF, creation_key=key, by=by, at=timezone.now())
        assert Comparator.objects.count() == 1

    def test_a_change_replaces_members_and_averages(self) -> None:
        north, south = (
            results.result(slug=name, provider=organisations.provider(name)) for name in ("north", "south")
        )
        row = results.comparator(PrintedAverage("2.1.1", percent=68), members=[north])
        made_of = SetOfInspections(
            "New name", "x", row.framework_code, [south], averages=[PrintedAverage("2.1.2", percent=63)]
        )
        actions.change_comparator(
            comparator=row, made_of=made_of, version=0, by=accounts.account(Role.ANALYST)
        )
        row = Comparator.objects.get()
        assert (row.title, row.version) == ("New name", 1)
        assert list(row.members.all()) == [south]
        assert list(row.figures.values_list("code", "percent")) == [("2.1.2", 63)]

    def test_two_who_change_it_at_once_see_each_other(self) -> None:
        row, by = results.comparator(), accounts.account(Role.ANALYST)
        actions.change_comparator(comparator=row, made_of=MADE_OF, version=0, by=by)
        with pytest.raises(Conflict):
            actions.change_comparator(comparator=row, made_of=MADE_OF, version=0, by=by)


class TestFurtherFigures:
    FACT = Fact("headcount", "Total staff", "198", value=Decimal(198))

    def test_they_are_written_once(self) -> None:
        result, by = results.result(), results.publisher()
        for _ in range(2):
            actions.add_further(result=result, further=Further(facts=[self.FACT]), by=by)
        assert result.facts.get().printed == "198"
        assert Event.objects.filter(action="added_further_figures").count() == 2

    def test_only_the_publisher_adds_them(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            actions.add_further(result=results.result(), further=Further(facts=[self.FACT]), by=cast.lead)

    def test_more_yes_than_answers_are_refused(self) -> None:
        wrong = Fact("x", "Staff who agree", "x", yes=7, base=6)
        with pytest.raises(ValueError, match="7 of 6 cannot be"):
            actions.add_further(
                result=results.result(), further=Further(facts=[wrong]), by=results.publisher()
            )


class TestPages:
    def test_anybody_reads_a_set_and_what_it_rests_on(self, client: Client) -> None:
        member = results.result(
            QuestionFigure("2.1.1", yes=65, base=100), QuestionFigure("4.2.1", yes=13, base=14)
        )
        row = results.comparator(PrintedAverage("2.2.3", percent=46), members=[member])
        page = words(client.get(reverse("results:comparator", args=[row.pk])))
        assert "2.1.1 Is enough done in assessment to engage the person? 65% 65 of 100 Pooled from 1" in page
        assert "46% number of cases not published Printed average." in page
        assert "93% number of cases not published" in page
        assert "13 of 14" not in page
        assert "Change this set" not in page
        assert row.title in words(client.get(reverse("results:comparators")))

    def test_without_a_set_the_list_says_who_names_one(self, client: Client) -> None:
        page = words(client.get(reverse("results:comparators")))
        assert "An analyst, a lead inspector or the publisher names a set" in page

    def test_an_analyst_names_a_set_from_printed_averages(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.analyst)
        answer = client.post(reverse("results:create_comparator"), typed())
        row = Comparator.objects.get()
        assert answer.headers["Location"] == reverse("results:comparator", args=[row.pk])
        assert dict(row.figures.values_list("code", "percent")) == {
            "2.1.1": 68,
            "2.2.3": 46,
            "caseload-manageable": 41,
        }
        assert not row.is_membership_known
        assert "Caseload manageable 41%" in words(client.get(answer.headers["Location"]))

    @pytest.mark.parametrize(
        ("averages", "said"),
        [
            ("2.1.1", "must be a code, a space and a whole per cent"),
            ("2.1.1 101", "must be a code, a space and a whole per cent"),
            ("2.1.1 6½", "must be a code, a space and a whole per cent"),
            ("2.1.1 60\n2.1.1 61", "stands twice"),
        ],
    )
    def test_a_line_that_is_no_average_is_named(
        self, client: Client, cast: Cast, averages: str, said: str
    ) -> None:
        client.force_login(cast.analyst)
        answer = client.post(reverse("results:create_comparator"), typed(averages=averages))
        assert answer.status_code == 200
        assert said in words(answer)
        assert not Comparator.objects.exists()

    def test_a_lead_changes_a_set_and_a_clash_is_shown(self, client: Client, cast: Cast) -> None:
        row = results.comparator(PrintedAverage("2.1.1", percent=68))
        client.force_login(cast.lead)
        address = reverse("results:change_comparator", args=[row.pk])
        assert "2.1.1 68" in client.get(address).content.decode()
        changed = typed(title="Mine", version=0)
        assert client.post(address, changed).status_code == 302
        clash = client.post(address, typed(title="Also mine", version=0))
        assert "changed this since you opened it" in words(clash)
        assert "Name of the set Mine Also mine" in words(clash)
        assert Comparator.objects.get().title == "Mine"
        assert client.post(address, typed(title="Also mine", version=1)).status_code == 302

    def test_others_may_not_and_strangers_are_asked_to_sign_in(self, client: Client, cast: Cast) -> None:
        row = results.comparator()
        for name, args in (("create_comparator", []), ("change_comparator", [row.pk])):
            address = reverse(f"results:{name}", args=args)
            assert client.get(address).status_code == 302
            client.force_login(cast.inspector)
            assert client.get(address).status_code == 403
            client.logout()


class TestBesideAResult:
    def test_the_chosen_set_stands_beside_every_figure(self, client: Client) -> None:
        results.result(QuestionFigure("2.1.1", yes=65, base=100), QuestionFigure("2.1.2", yes=80, base=100))
        first = results.comparator(PrintedAverage("2.1.1", percent=68), title="A")
        second = results.comparator(PrintedAverage("2.1.1", yes=30, base=100), title="B")
        address = reverse("results:result", args=["northshire-2019"])
        assert "68% −3 points Cannot be tested" in words(client.get(address))
        page = words(client.get(address, {"beside": second.pk}))
        assert "30% +35 points (+24 to +45) Significant" in page
        assert "68%" not in page
        assert f'value="{first.pk}"' in client.get(address, {"beside": second.pk}).content.decode()
        assert "−3 points" not in words(client.get(address, {"beside": "none"}))

    @pytest.mark.parametrize("asked", ["999999", "x", "", "9" * 40])
    def test_a_set_that_is_not_there_is_no_fault(self, client: Client, asked: str) -> None:
        results.result(QuestionFigure("2.1.1", yes=65, base=100))
        results.comparator(PrintedAverage("2.1.1", percent=68))
        answer = client.get(reverse("results:result", args=["northshire-2019"]), {"beside": asked})
        assert answer.status_code == 200

    def test_further_figures_stand_with_their_periods_on_page_and_in_files(self, client: Client) -> None:
        result = results.result()
        facts = [
            Fact("headcount", "Total staff headcount (FTE)", "198", value=Decimal(198)),
            Fact("headcount", "Total staff headcount (FTE)", "210", period="previous", value=Decimal(210)),
            Fact("moon", "Something of its own", "a few", why_no_figure="Not a number."),
        ]
        actions.add_further(result=result, further=Further(facts=facts), by=results.publisher())
        page = words(client.get(reverse("results:result", args=[result.slug])))
        assert "Total staff headcount (FTE) 198 210 – –" in page
        assert "Other figures" in page
        file = client.get(reverse("results:csv", args=[result.slug])).content.decode()
        assert "fact,headcount,Total staff headcount (FTE)" in file
        found = client.get(reverse("results:json", args=[result.slug])).json()["facts"]
        assert [(row["code"], row["period"], row["value"]) for row in found] == [
            ("headcount", "current", 198.0),
            ("headcount", "previous", 210.0),
            ("moon", "current", None),
        ]
