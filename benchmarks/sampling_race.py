"""The sampling race: a sample from a list as long as the nation's, against samplics, in one run.

Both draw the same number from each stratum of the same 255,000 cases. Caseward's draw also ranks every
case by its own fingerprint, so that row order does not matter. The second figure is the whole job: reading
and checking the CSV file, deciding who is eligible, drawing.
Run it with `python benchmarks/sampling_race.py`.
"""

import os
import random
import time
import warnings
from collections.abc import Callable
from datetime import date
from statistics import median

import django

warnings.simplefilter("ignore")

import numpy as np  # noqa: E402 - samplics warns as it is imported
from samplics.sampling import SampleSelection  # noqa: E402
from samplics.utils.types import SelectMethod  # noqa: E402

from caseward.rules.columns import load_columns  # noqa: E402
from caseward.rules.sampling import Case, Order, draw, sample_list, stratum_name, whole_reference  # noqa: E402
from caseward.shared.files.writers import csv_bytes  # noqa: E402

ROWS, CASES, ROUNDS = 255_000, 165, 5
FRAMEWORK, SAMPLE = "crc-2019", "case-supervision"
HEADING = [column.code for column in load_columns()]
CHOICES = {column.code: [value.value for value in column.values] for column in load_columns()}


def main() -> None:
    """Race, and print seconds and ratios."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseward.config.settings")
    django.setup()
    content = csv_bytes(HEADING, a_list(), mark=False)
    whole, cases = the_whole_job(content)
    ours, quotas = the_draw(cases)
    theirs = samplics(cases, quotas)
    print(f"{ROWS:,} cases, {CASES} drawn, {len(quotas)} strata; median of {ROUNDS} runs")
    print(f"draw, caseward   {ours:8.3f} s")
    print(f"draw, samplics   {theirs:8.3f} s   ratio {theirs / ours:.1f}")
    print(f"whole job        {whole:8.3f} s   for {len(content) / 1e6:.0f} MB of CSV, once")


def a_list() -> list[list[str]]:
    """A case list with every column filled in."""
    rng = random.Random(1)  # the same list in every run
    return [[_cell(rng, code, number) for code in HEADING] for number in range(ROWS)]


def the_whole_job(content: bytes) -> tuple[float, list[Case]]:
    """Seconds from the bytes of a file to a sample, and the cases to draw from."""
    from caseward.inspection.samples.readers import read  # noqa: PLC0415 - needs Django set up
    from caseward.inspection.standards.readers import framework  # noqa: PLC0415
    from caseward.rules.sampling import stratum_of  # noqa: PLC0415

    asked = framework(FRAMEWORK)
    sample = asked.sample(SAMPLE)
    began = time.perf_counter()
    reading = read(content, "list.csv", framework=asked, sample=sample)
    values = {
        whole_reference(str(row["organisation"]), str(row["case_reference"])): row
        for row in (listed.values for listed in reading.rows)
    }
    sample_list(sample, load_columns(), values, Order(seed=1, fieldwork_on=date(1982, 1, 1)))
    seconds = time.perf_counter() - began
    stratum = stratum_of(sample, load_columns())
    return seconds, [Case(reference, stratum(row)) for reference, row in values.items()]


def the_draw(cases: list[Case]) -> tuple[float, dict[str | float | int, int]]:
    """Seconds for Caseward's draw, and how many it took from each stratum."""
    drawn = draw(cases, size=CASES, seed=1, sample=SAMPLE, reserves=0)
    seconds = timed(lambda: draw(cases, size=CASES, seed=1, sample=SAMPLE, reserves=0))
    return seconds, {stratum_name(quota.stratum): quota.drawn for quota in drawn.quotas}


def samplics(cases: list[Case], quotas: dict[str | float | int, int]) -> float:
    """Seconds for the same draw by samplics, its arrays made beforehand."""
    references = np.array([case.reference for case in cases])
    strata = np.array([stratum_name(case.strata) for case in cases])
    selection = SampleSelection(method=SelectMethod.srs_wor, strat=True, wr=False)
    return timed(
        lambda: selection.select(samp_unit=references, samp_size=quotas, stratum=strata, sample_only=True)
    )


def timed(run: Callable[[], object]) -> float:
    """The median seconds of some runs."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - began)
    return median(seconds)


def _cell(rng: random.Random, code: str, number: int) -> str:
    if CHOICES[code]:
        return rng.choice(CHOICES[code])
    if code.endswith("_on") or code == "date_of_birth":
        return f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(1960, 2003)}"
    return f"R{number:07}" if code == "case_reference" else f"{code} {rng.randint(1, 40)}"


if __name__ == "__main__":
    main()
