"""Invented names of many origins, and the awkward ones that real lists hold."""

import csv
import random
from pathlib import Path


def _listed() -> dict[str, tuple[str, ...]]:
    """The ordinary names of names.csv: male and female given names, and family names."""
    with (Path(__file__).parent / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = {row["kind"] for row in rows}
    return {kind: tuple(row["name"] for row in rows if row["kind"] == kind) for kind in kinds}


LISTED = _listed()
LONGEST = "Wilhelmina Araminta Featherstonehaugh-Cholmondeley de Vere Montgomery-Fitzgerald"
NO_NAME = ""
AWKWARD = (
    NO_NAME, LONGEST, "أحمد منصور", "Suharto", "Zoë Müller-Hayes", "Siobhán Ní Dhálaigh", "מיכל ברקאי", "Ng",
    "José Ibáñez", "Łukasz Wróbel", "ليلى الخوري", "Ganesan", "Ștefan Țurcanu", "Renée Dubœuf", "رضا کیانی",
    "O", "Ağaoğlu Gökçe", "Nguyễn Văn Tâm", "אורי שלו", "Zarifa", "Þórdís Ásgeirsdóttir", "Ondřej Dvořáček",
    "-", "Chloé D’Arcy-Bélanger", "يوسف بن داود", "Bhupinder", "Noorullah", "X Æ", "d’Ath", "Thiri",
)  # fmt: skip
"""Of no and of eighty characters, from right to left, of one word, with letters unknown to English."""
ONE_IN = 23


def name_of(chance: random.Random, sex: str, number: int) -> str:
    """The name of the person in the case of that number; one in so many is awkward."""
    if number % ONE_IN == ONE_IN // 2:
        return AWKWARD[number // ONE_IN % len(AWKWARD)]
    family = chance.choice(LISTED["family"])
    if chance.random() < 0.04:
        family = f"{family}-{chance.choice(LISTED['family'])}"
    return f"{chance.choice(LISTED[sex])} {family}"


def alias_of(chance: random.Random, name: str) -> str:
    """Another name for somebody of that name: another family name, or a shorter one."""
    given = name.split(" ", maxsplit=1)[0] or chance.choice(LISTED["male"])
    return f"{given} {chance.choice(LISTED['family'])}" if chance.random() < 0.7 else given[:3]


def staff_name(chance: random.Random) -> str:
    """The name of somebody who works for the provider."""
    return f"{chance.choice(LISTED[chance.choice(('male', 'female'))])} {chance.choice(LISTED['family'])}"
