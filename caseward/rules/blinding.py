"""Which cases are read without the evidence of the records beside the questions, until each answer is saved.

Only so can answers and evidence be compared honestly: somebody who has seen what the records say may agree
with it because they have seen it. Chance decides, and nobody can steer it.

Worked example: with the seed 41 and one in five, of the cases X000001 to X000010 the evidence of X000004,
X000008 and X000010 stays hidden.
"""

import hashlib


def is_hidden(seed: int, case_reference: str, one_in: int) -> bool:
    """Whether the evidence of a case stays hidden until a question is answered, in every reading of it.

    In: the seed of the draw that took the case, the case's reference as the list has it, and N where the
    evidence is to be hidden in about one of N cases; 0 hides it nowhere, 1 everywhere. Out: whether it is
    hidden. The fingerprint (SHA-256) of seed and reference decides, so that the share is near one in N and a
    case stays as it was. Raises ValueError for an N below 0. The method, and one in five, are inferred.
    """
    if one_in < 0:
        raise ValueError("evidence is hidden in one of so many cases, or with 0 in none")
    if one_in == 0:
        return False
    fingerprint = hashlib.sha256(f"{seed} {case_reference}".encode()).digest()
    return int.from_bytes(fingerprint) % one_in == 0
