"""The readiness race: a pass over a whole estate times ten, against reading the same tables straight.

The estate is made once and its people are copied nine times in the database. Then, in one run:
reading every column that the facts need, table by table, fetched and thrown away; the facts of every case;
a whole pass that finds nothing stored and writes every finding; a whole pass the night after, when most
findings are as they were; and a pass over 50 people of whom something was recorded.
Run it with `python benchmarks/readiness_race.py --size small` (or thames-valley, or london), or name a folder
where it made its estate before. Making london takes some ten minutes, times ten some ten gigabytes.
"""

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
TIMES, CHANGED, AT_ONCE = 10, 50, 2_000
READ = {
    "people.Person": "id ethnicity",
    "sentences.Sentence": "person id kind sentenced_on starts_on ends_on ended_on",
    "sentences.Requirement": "sentence id kind amount starts_on completed_on",
    "sentences.LicenceCondition": "sentence id requested_at granted_on refused_on",
    "people.Circumstance": "person id kind recorded_at effect ended_on",
    "people.RelatedPerson": "person id relation is_at_risk ended_on",
    "people.RiskFlag": "person id kind starts_on review_on ends_on",
    "people.ChangeEvent": "person id kind happened_on withdrawn_because",
    "assessments.SelfAssessment": "person id given_on",
    "assessments.SelfRating": "self_assessment area score words",
    "assessments.Assessment": "person id completed_at reason self_assessment history diversity harm_who"
    " harm_nature harm_when harm_raises harm_lowers harm_to_children harm_to_public harm_to_known_adult"
    " harm_to_staff harm_to_prisoners",
    "assessments.Factor": "assessment area is_need strength analysis is_linked_to_offending"
    " is_linked_to_harm answer_to_difference",
    "assessments.Check": "person asked_on id agency event answer use answered_on read_at used_at",
    "assessments.Chase": "check_asked chased_on",
    "plans.Plan": "person id number completed_at assessment contact_every_days contact_how agreement"
    " agreement_words",
    "plans.Goal": "plan id area text achieved_on",
    "plans.Action": "goal id carried_from what owner by_on partner requirement sessions done_on",
    "plans.WithoutGoal": "plan area because",
    "plans.Contingency": "plan id trigger action who",
    "contacts.Contact": "person held_on id outcome purpose how is_required sentence requirement worked_on"
    " planned_action",
    "enforcement.AbsenceDecision": "contact verdict reason decided_at evidence is_current",
    "enforcement.EnforcementDecision": "person id sentence action decided_on contact is_current",
    "enforcement.Breach": "person id sentence failed_on referred_on presented_on ended_on",
    "plans.Review": "person id started_at concluded_at considered persons_part outcome because plan",
    "plans.Review_events": "review changeevent",
}
"""Every table that the facts come from, and the columns that they need."""


def main() -> None:
    """Make what is not there yet, then measure."""
    parser = argparse.ArgumentParser(description="Race a readiness pass against reading the tables.")
    parser.add_argument("folder", nargs="?", type=Path, help="where its estate is, or will be made")
    parser.add_argument("--size", default="small", choices=("small", "thames-valley", "london"))
    given = parser.parse_args()
    folder = given.folder or ROOT / "var" / "benchmarks" / f"readiness-{given.size}"
    make_estate(folder.resolve(), given.size)
    multiply()
    report()


def make_estate(folder: Path, size: str) -> None:
    """The embedded database of that folder, whatever is set outside."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("DATABASE_URL", "CASEWARD_DEMO"):
        os.environ.pop(name, None)
    os.environ |= {"CASEWARD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "caseward.config.settings"}
    if not (folder / "caseward.sqlite3").exists():
        caseward = str(Path(sys.executable).parent / "caseward")
        command = [caseward, "estate", "--size", size, "--seed", "1"]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    django.setup()


def multiply() -> None:
    """Nine more of everybody, with all that belongs to them, unless they are there."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs Django set up

    models = {model._meta.db_table: model for model in tables()}
    person = models["people_person"]._default_manager
    if person.filter(crn__endswith=f"-{TIMES - 1}").exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        steps = {}
        for table in models:
            cursor.execute(f"SELECT max(id) FROM {table}")
            steps[table] = (cursor.fetchone()[0] or 0) + 1
        with _without_indexes(cursor, models):
            for table, model in models.items():
                _copy_rows(cursor, table, model, steps)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def report() -> None:
    """A line for each as soon as it is measured, with its ratio to reading the tables straight."""
    from caseward.assurance.readiness import inputs  # noqa: PLC0415 - needs Django set up
    from caseward.assurance.readiness.models import Finding, Reckoning  # noqa: PLC0415
    from caseward.casework.people.models import Person  # noqa: PLC0415

    on = _today()
    Finding.objects.all().delete()
    Reckoning.objects.all().delete()
    people = Person.objects.count()
    print(f"{people:,} people; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"{'':28}{'counted':>12}{'seconds':>10}{'ratio':>8}{'of processor':>14}{'ratio':>8}", flush=True)
    straight = line("rows read straight", read_straight)
    line("facts of cases", lambda: sum(1 for _ in inputs.cases(Person.objects.all(), on)), straight)
    line("whole pass, first", lambda: a_pass(whole=True), straight)
    line("whole pass, again", lambda: a_pass(whole=True), straight)
    change()
    line("pass over the changed", lambda: a_pass(whole=False), straight)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{Finding.objects.count():,} findings; {memory:.0f} MB at most")


def line(what: str, run: Callable[[], int], beside: tuple[float, float] | None = None) -> tuple[float, float]:
    """Measure it and print it beside that other time; gives its own."""
    counted, (wall, busy) = timed(run)
    beside = beside or (wall, busy)
    print(f"{what:28}{counted:12,}{wall:10.2f}{wall / beside[0]:8.2f}", end="")
    print(f"{busy:14.2f}{busy / beside[1]:8.2f}", flush=True)
    return wall, busy


def read_straight() -> int:
    """How many rows were fetched and thrown away."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    rows = 0
    with connection.cursor() as cursor:
        for model, names in zip(tables(), READ.values(), strict=True):
            columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in names.split())
            cursor.execute(f"SELECT {columns} FROM {model._meta.db_table}")
            while fetched := cursor.fetchmany(AT_ONCE):
                rows += len(fetched)
    return rows


def a_pass(*, whole: bool) -> int:
    """How many cases were looked at."""
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from caseward.assurance.readiness import jobs  # noqa: PLC0415
    from caseward.casework.people.models import Person  # noqa: PLC0415

    provider = Person.objects.all()[0].provider
    made = jobs.reckon(provider=provider, on=_today(), by=None, at=timezone.now(), whole=whole)
    return made.cases


def change() -> None:
    """Of some cases it is recorded that something was done."""
    from caseward.assurance.readiness.models import Standing  # noqa: PLC0415 - needs Django set up
    from caseward.shared.audit import actions as audit  # noqa: PLC0415

    for standing in Standing.objects.select_related("person")[:CHANGED]:
        audit.record(action="person changed", subject=standing.person, by=None)


def tables() -> Iterator[Any]:
    """The models of `READ`."""
    from django.apps import apps  # noqa: PLC0415 - needs Django set up

    return (apps.get_model(name) for name in READ)


def timed(run: Callable[[], int]) -> tuple[int, tuple[float, float]]:
    """What it gave, and how many seconds it took: by the clock, and of the processor."""
    began, busy = perf_counter(), process_time()
    gave = run()
    return gave, (perf_counter() - began, process_time() - busy)


@contextmanager
def _without_indexes(cursor: Any, tables: Iterable[str]) -> Iterator[None]:
    """Making an index anew over all rows takes a fraction of the time of keeping it row by row."""
    names = ", ".join(f"'{table}'" for table in tables)
    cursor.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({names})"
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        cursor.execute(sql)


def _copy_rows(cursor: Any, table: str, model: Any, steps: dict[str, int]) -> None:
    into = ", ".join(field.column for field in model._meta.concrete_fields)
    for copy in range(1, TIMES):
        values = ", ".join(_copied(field, copy, steps) for field in model._meta.concrete_fields)
        cursor.execute(f"INSERT INTO {table} ({into}) SELECT {values} FROM {table} WHERE id < {steps[table]}")


def _copied(field: Any, copy: int, steps: dict[str, int]) -> str:
    """A column of the copy: keys lie further on, what must be unique is new."""
    table = field.related_model._meta.db_table if field.related_model else field.model._meta.db_table
    if field.primary_key or (field.related_model and table in steps):
        return f"{field.column} + {copy * steps[table]}"
    if field.name == "creation_key":
        return "lower(hex(randomblob(16)))"
    return f"crn || '-{copy}'" if field.name == "crn" else field.column


def _today() -> Any:
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    return timezone.localdate()


if __name__ == "__main__":
    main()
