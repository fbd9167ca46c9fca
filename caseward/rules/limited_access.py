"""Who may not open the record of a person: two lists, never a flag.

An exclusion list names those who may not look; a restriction list names the only ones who may. A user whom
the lists cannot name, because nobody knows who is asking, is barred as soon as either list exists
[LAO]. That a restriction list without a name bars everybody is inferred from that.

Worked examples, with officers A and B:

- Excluded A, no restriction: A is barred, B is not, and somebody unknown is barred.
- Nobody excluded, restricted to A: A may look, B is barred, and somebody unknown is barred.
- Excluded A, restricted to A: A is barred too, for either list is enough.
- No list: nobody is barred.
"""

from collections.abc import Collection, Hashable


def is_barred(
    user: Hashable | None, excluded: Collection[Hashable], restricted_to: Collection[Hashable] | None
) -> bool:
    """Whether somebody may not look.

    In: who asks, None where that is not known; those excluded, empty where there is no such list; the only
    ones allowed, None where there is no such list, empty where the list exists and names nobody.
    Out: True where that person may not look. Raises nothing. [LAO]
    """
    if user is None:
        return restricted_to is not None or len(excluded) > 0
    return user in excluded or (restricted_to is not None and user not in restricted_to)
