"""What an inspector looks for before release."""

from .facts import Case
from .findings import Check, Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .meetings import records_of, supervised_from


def officer_in_contact(case: Case, by: Yardstick) -> Finding:
    """Whether there was a contact with the person about the release before it.

    Shown: release on 5 August 2019, and the person was spoken to about it by 4 August, in prison, by video
    or by telephone. Missing: it was arranged and cancelled, or was held on the day of release. It arises
    after custody. [TV 4.2] [LON 2.3]
    """
    if not case.is_after_custody:
        return not_applicable("The person did not come from custody.")
    released_on = supervised_from(case)
    about_it = [contact for contact in case.contacts if contact.purpose == "pre_release"]
    held = [contact for contact in about_it if contact.was_attended and contact.held_on < released_on]
    if held:
        return shown("The person was in contact about the release before it.", records_of(held))
    first = case.sentences[0]
    return missing(
        "No contact with the person about the release came before it.",
        "Write down why there was none, and go through what should have been settled before release.",
        Place.CONTACTS,
        [Record("sentence", first.key, released_on, "Released"), *records_of(about_it)],
    )


CHECKS = (Check("release.before", "The officer in contact before release", officer_in_contact, "TV 4.2"),)
