"""The page race: a list of 25 cases with every safeguard on, against peers that have none, in one run.

All show the same page of one officer's cases from the same database: Caseward with scope, restrictions, a
second factor and the record of who looked, which is written to disk before the page goes out; plain Django
(a ListView, Django's templates); bare WSGI (the same statements worded once, string formatting); and
django-admin. "Short" leaves out what is overdue for each person, the costliest column, which Caseward's page
always has. Each entrant is a process of its own that is called through WSGI; rounds take turns.
Run it with `python benchmarks/case_list_race.py`, or with a folder where `caseward estate` has made an
estate. Else it makes one under var/ first, once; that takes some minutes.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ESTATE = ROOT / "var" / "benchmarks" / "case-list"
ROUNDS, REQUESTS = 5, 10
PAGES = {
    "caseload": "caseward, every safeguard",
    "django": "plain Django",
    "django-short": "plain Django, short",
    "bare": "bare WSGI",
    "admin-short": "django-admin, short",
    "admin": "django-admin",
}
FOR_THE_RECORD = {"case": "caseward, page of a case", "search": "caseward, search by surname"}
SLOW = {"admin"}
"""A round of these is one request."""


class Entrant:
    """A process that answers requests when it is told to."""

    def __init__(self, name: str, folder: Path) -> None:
        self.requests = 1 if name in SLOW else REQUESTS
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.case_list.entrant", name],
            cwd=ROOT,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.shown = self._hear()
        self.rounds: list[dict[str, float]] = []

    def run(self) -> None:
        """One round."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{self.requests}\n")
        self.process.stdin.flush()
        self.rounds.append(self._hear())

    def each(self, what: str) -> float:
        """The median seconds of one request; the first round warms up."""
        return median(took[what] / self.requests for took in self.rounds[1:])

    def _hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit("An entrant has stopped.")
        said: dict[str, Any] = json.loads(line)
        return said


def main() -> None:
    """Race, and print requests a second and ratios."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ESTATE
    make_estate(folder)
    entrants = {name: Entrant(name, folder) for name in PAGES | FOR_THE_RECORD}
    if len({tuple(entrants[name].shown["cases"]) for name in PAGES}) > 1:
        sys.exit("The entrants show different cases.")
    for _ in range(ROUNDS + 1):
        for entrant in entrants.values():
            entrant.run()
    report(entrants)
    for entrant in entrants.values():
        entrant.process.communicate()


def make_estate(folder: Path) -> None:
    """4,212 people, unless they are there, and the static files that pages name."""
    folder.mkdir(parents=True, exist_ok=True)
    caseward = [str(Path(sys.executable).parent / "caseward")]
    estate = [*caseward, "estate", "--size", "thames-valley", "--seed", "1"]
    collect = [*caseward, "collectstatic", "--noinput", "-v0"]
    made = (folder / "caseward.sqlite3").exists()
    for command in [collect] if made else [estate, collect]:
        subprocess.run(command, cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL, check=True)


def environment(folder: Path) -> dict[str, str]:
    """The embedded database of that folder, whatever is set outside."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CASEWARD_DEMO"}
    }
    return kept | {"CASEWARD_DATA": str(folder), "PYTHONPATH": str(ROOT)}


def report(entrants: dict[str, Entrant]) -> None:
    """A line for each: how fast, and how many times as long as Caseward's page it takes."""
    load = os.getloadavg()[0]
    cases = len(entrants["caseload"].shown["cases"])
    print(f"{cases} cases a page; median of {ROUNDS} rounds; {os.cpu_count()} processors, load {load:.1f}")
    print(f"{'':28}{'pages/s':>9}{'ms':>9}{'ratio':>8}{'ms of processor':>17}{'ratio':>8}{'kB':>6}")
    ours = entrants["caseload"]
    for name, title in (PAGES | FOR_THE_RECORD).items():
        entrant, takes, busy = entrants[name], entrants[name].each("seconds"), entrants[name].each("busy")
        ratios = takes / ours.each("seconds"), busy / ours.each("busy")
        print(
            f"{title:28}{1 / takes:9.1f}{takes * 1e3:9.1f}{ratios[0]:8.2f}"
            f"{busy * 1e3:17.1f}{ratios[1]:8.2f}{entrant.shown['bytes'] / 1e3:6.0f}"
        )


if __name__ == "__main__":
    main()
