"""Our own files go into another installation and come out of it with equal figures."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.inspection.results import actions
from caseward.inspection.results.actions import (
    About,
    DecidedStandard,
    Fact,
    Further,
    GroupedFigure,
    PublishedRecommendation,
    QuestionFigure,
)
from caseward.inspection.results.models import ImportDraft, Result
from caseward.inspection.results.readers.sent_files import FaultyFile, read_sent
from caseward.inspection.standards import readers as standards
from tests.factories import results

pytestmark = pytest.mark.django_db

FIGURES = [
    QuestionFigure("2.1.1", yes=65, base=100),
    QuestionFigure("2.2.3", yes=48, base=79),
    QuestionFigure("2.1.1a", percent=71),
    QuestionFigure("4.1.4", why_no_figure="Not legible in the printed table."),
    QuestionFigure("4.2.1", yes=13, base=14),
    QuestionFigure("4.2.2", yes=14, base=14),
    QuestionFigure("4.2.1a", yes=2, base=14),
    QuestionFigure("4.2.3a", yes=1, base=3),
]
FURTHER = Further(
    facts=[
        Fact("headcount", "Total staff headcount", "198", source="Annex", remark="=odd"),
        Fact("headcount", "Total staff headcount", "No data available", "previous", why_no_figure="None."),
        Fact("caseload-manageable", "Caseload is manageable", "57%", yes=30, base=53, is_inferred=True),
        Fact("small", "A small group", "2", yes=2, base=9),
    ],
    recommendations=[PublishedRecommendation(1, "The provider", "-Improve reviewing", ("2.4",), True)],
    groups=[
        GroupedFigure("2.1.1", "sex", "Female", percent=61, yes=11, base=18),
        GroupedFigure("2.1.1", "sex", "Male", withheld="Withheld: fewer than 5 cases."),
    ],
)


def export(client: Client, slug: str, form: str) -> bytes:
    """The public file of a result."""
    return client.get(reverse(f"results:{form}", args=[slug])).content


def data(client: Client, slug: str) -> dict[str, Any]:
    """What the JSON says, without where this installation has it from."""
    found: dict[str, Any] = json.loads(export(client, slug, "json"))
    return {name: value for name, value in found.items() if name != "origin"}


def bring_in(client: Client, name: str, content: bytes) -> Result:
    """Send a file, confirm whose result it is, record it."""
    client.force_login(results.publisher())
    draft = actions.keep_draft(
        sent=read_sent(name, content), creation_key=uuid4(), by=results.publisher(), at=timezone.now()
    )
    about = draft.about
    year, month, day = about["published_on"].split("-")
    typed = {"version": 0, "provider": about["provider"], "title": about["title"], "source": about["source"]}
    typed |= {"published_on_day": day, "published_on_month": month, "published_on_year": year}
    typed |= {"note": about["note"]}
    answer = client.post(reverse("results:confirm_import", args=[draft.pk, "about"]), typed)
    assert answer.status_code == 302, answer.content.decode()
    answer = client.post(reverse("results:record_import", args=[draft.pk]), {"version": 1})
    assert answer.status_code == 302, answer.content.decode()
    return Result.objects.get()


def whole() -> Result:
    """A result with everything that a file can hold."""
    standards = [*results.decided_standards()[:-1], DecidedStandard("4.2", None, None, why_no_rating="Lost.")]
    about = About("northshire-2019", "Northshire, 2019", "A report", note="'Quoted", printed_rating="good")
    result = results.result(*FIGURES, standards=standards, about=about)
    actions.add_further(result=result, further=FURTHER, by=results.publisher())
    return result


def elsewhere() -> None:
    """Another installation: nothing is there but the accounts and the provider."""
    ImportDraft.objects.all().delete()
    Result.objects.all().delete()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_goes_out_comes_in_equal(client: Client, form: str) -> None:
    whole()
    before = data(client, "northshire-2019")
    file = export(client, "northshire-2019", form)
    elsewhere()
    result = bring_in(client, f"result.{form}", file)
    assert result.origin == "imported"
    assert data(client, result.slug) == before
    assert export(client, result.slug, form) == (
        file if form == "csv" else file.replace(b'"origin": "ours"', b'"origin": "imported"')
    )


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_was_withheld_stays_withheld(client: Client, form: str) -> None:
    whole()
    file = export(client, "northshire-2019", form)
    elsewhere()
    result = bring_in(client, f"result.{form}", file)
    shown = {row["code"]: row for row in data(client, result.slug)["questions"]}
    assert (shown["4.2.1"]["percent"], shown["4.2.1"]["yes"], shown["4.2.1"]["base"]) == (93, None, None)
    assert "fewer than 5 cases" in shown["4.2.1"]["withheld"]
    assert not result.questions.filter(question_code="4.2.1").exclude(base=None).exists()
    assert result.facts.get(code="small").yes is None


def test_a_score_that_is_not_known_stays_unknown(client: Client) -> None:
    whole()
    file = export(client, "northshire-2019", "csv")
    assert data(client, "northshire-2019")["overall"]["points"] is None
    elsewhere()
    result = bring_in(client, "result.csv", file)
    assert (result.points, result.out_of, result.rating) == (None, None, "good")


def test_every_fault_of_a_csv_is_listed_with_its_row(client: Client) -> None:
    whole()
    rows = export(client, "northshire-2019", "csv").decode().splitlines()
    places = {row.split(",")[1]: number for number, row in enumerate(rows, 1) if not row.startswith("group")}
    rows[places["2.1.1"] - 1] = rows[places["2.1.1"] - 1].replace(",65,65,100", ",66,65,100")
    rows[places["1.1"] - 1] = rows[places["1.1"] - 1].replace("good,good", "good,brilliant")
    with pytest.raises(FaultyFile) as faulty:
        read_sent("result.csv", "\n".join(rows).encode())
    assert faulty.value.faults == [
        (
            f"Row {places['1.1']}: “final” brilliant is not on the scale of "
            f"{standards.framework('crc-2019').title}."
        ),
        f"Row {places['2.1.1']}: 65 of 100 is 65 per cent, not 66.",
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"framework": {"code": "nobody", "digest": "x"}}, "The framework “nobody” is not installed here."),
        ({"title": ""}, "“title” must be a text."),
        ({"facts": None}, "“facts”: must be a list."),
        ({"standards": [{"code": "9.9"}]}, "standards, row 1:"),
        ({"published_on": "yesterday"}, "“published_on” must be a date"),
    ],
)
def test_a_faulty_json_says_what_is_wrong(client: Client, change: dict[str, Any], fault: str) -> None:
    whole()
    found = json.loads(export(client, "northshire-2019", "json")) | change
    with pytest.raises(FaultyFile) as faulty:
        read_sent("result.json", json.dumps(found).encode())
    assert any(one.startswith(fault) for one in faulty.value.faults)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": NaN}', b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_none_of_ours_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(FaultyFile):
        read_sent("result.json", content)
