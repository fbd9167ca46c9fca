"""What pages about one person share: the links to the parts of the record, and who the record is about.

Apps above register their part in AppConfig.ready(), so that this app need not know them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from caseward.shared.govuk import slots

if TYPE_CHECKING:
    from caseward.casework.people.models import Person
    from caseward.shared.records.models import Viewer


def anybody(_user: "Viewer") -> bool:
    """Shown to everybody who may open the record."""
    return True


@dataclass(frozen=True)
class Section:
    """A part of a person's record; its address takes `person_id`."""

    label: str
    url_name: str
    order: int
    when: "Callable[[Viewer], bool]"


_sections: dict[str, Section] = {}


def register_section(
    *, label: str, url_name: str, order: int, when: "Callable[[Viewer], bool]" = anybody
) -> None:
    """Offer a link on every page about a person, to the users for whom `when` is true."""
    _sections[url_name] = Section(label, url_name, order, when)


def joined_slot(*, person: "Person", **_context: object) -> str:
    """Says where a record went, to whoever opened it by the address of the record that was joined."""
    return slots.drawn_from("people/joined.html", {"person": person}) if person.opened_as else ""


def sections_slot(*, person: "Person", path: str, user: "Viewer") -> str:
    """The navigation of a person's pages; the part that the path lies under is marked."""
    offered = (section for section in _sections.values() if section.when(user))
    ordered = sorted(offered, key=lambda section: section.order)
    links = [
        (section.label, reverse(section.url_name, kwargs={"person_id": person.pk})) for section in ordered
    ]
    nearest = max((href for _, href in links if path.startswith(href)), key=len, default="")
    shown = [{"label": label, "href": href, "is_current": href == nearest} for label, href in links]
    return slots.drawn_from("people/sections.html", {"links": shown})
