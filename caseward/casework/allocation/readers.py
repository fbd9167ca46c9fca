"""Officers from another system, with their teams, and who supervises whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from caseward.casework.people.models import AccessList
from caseward.casework.people.readers import batches, find
from caseward.rules.limited_access import is_barred
from caseward.shared.accounts.models import Role, User
from caseward.shared.files import cells
from caseward.shared.files.lists import Column, Compared, Fault, Listed, Row, read_list

from .models import Post

NO_OFFICER = "No officer or manager of your provider has this e-mail address. Take in the officer first."
NO_POST = "This officer holds no post. Take in the officer with team and grade first."
KEPT_OUT = "An exclusion or a restriction keeps this officer from the record. Name another one."
COLUMNS = (
    Column(
        "email", "The e-mail address, by which the officer is known", cells.email,
        is_required=True, example="officer@example.org",
    ),
    Column(
        "name", "The full name of a new account", cells.text(150), is_required=True, example="Kim Example"
    ),
    Column(
        "grade", "The grade; an spo is a manager", cells.choice(Post.Grade.choices),
        is_required=True, example="po",
    ),
    Column("team", "The team", cells.text(100), is_required=True, example="Team 1"),
    Column("office", "The office of the team", cells.text(100), is_required=True, example="Example Street"),
)  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """One officer with grade, team and office; the post where one is held already."""

    account: User
    post: Post | None
    grade: str
    team: str
    office: str


@dataclass
class OfficersCompared(Compared):
    """What a list of officers would change."""

    placed: list[Placed] = field(default_factory=list)
    """Those who are new or change grade or team."""


@dataclass
class CaseloadCompared(Compared):
    """What a list of people would change of who supervises them."""

    posts: dict[str, Post] = field(default_factory=dict)
    """The post of the officer by the CRN of the person, where it is another officer than now."""


def read(content: bytes, name: str) -> Listed:
    """A list of officers, by e-mail address."""
    return read_list(content, name, COLUMNS, key=("email",))


def compare(rows: Sequence[Row], by: User, on: date) -> OfficersCompared:
    """What the list would change; the name and role of an account that is there stay as they are."""
    compared = OfficersCompared()
    for batch in batches(rows):
        accounts = {
            user.email: user for user in User.objects.filter(email__in={row.values["email"] for row in batch})
        }
        held = Post.objects.filter(user__in=accounts.values()).exclude(ends_on__lte=on)
        posts = {post.user_id: post for post in held.select_related("team__office")}
        for row in batch:
            account = accounts.get(row.values["email"])
            post = posts.get(account.pk) if account else None
            if account and (why := _why_not(account, post, by)):
                compared.faults.append(Fault(row.number, "email", why))
            else:
                _compare(compared, row, account, post)
    return compared


def compare_caseload(rows: Sequence[Row], by: User, on: date) -> CaseloadCompared:
    """Whom the list gives to another officer than now; people who are not known yet among them."""
    compared = CaseloadCompared()
    for batch in batches([row for row in rows if "officer_email" in row.values]):
        found = find(batch, by)
        officers = _officers(batch, by)
        held = Post.objects.held(on).filter(user__in=officers.values()).select_related("user", "team")
        posts = {post.user_id: post for post in held}
        lists = _lists([person.pk for person in found.people.values()])
        for row in batch:
            crn = row.values["crn"]
            person, officer = found.people.get(crn), officers.get(row.values["officer_email"])
            if crn in found.joined or (person and officer and person.officer_id == officer.pk):
                continue
            if officer is None or officer.pk not in posts:
                words = NO_POST if officer else NO_OFFICER
                compared.faults.append(Fault(row.number, "officer_email", words))
            elif person and any(_bars(each, officer) for each in lists.get(person.pk, ())):
                compared.faults.append(Fault(row.number, "officer_email", KEPT_OUT))
            else:
                compared.posts[crn] = posts[officer.pk]
                compared.changed.add(row.number)
    return compared


def _officers(rows: Sequence[Row], by: User) -> dict[str, User]:
    colleagues = User.objects.with_role(Role.OFFICER, Role.MANAGER).filter(organisation=by.organisation_id)
    emails = {row.values["officer_email"] for row in rows}
    return {user.email: user for user in colleagues.filter(email__in=emails)}


def _lists(people: list[int]) -> dict[int, list[AccessList]]:
    """The running exclusions and restrictions of those people, with whom they name."""
    lists: dict[int, list[AccessList]] = {}
    running = AccessList.objects.filter(person__in=people, ended_at=None).prefetch_related("members")
    for each in running:
        lists.setdefault(each.person_id, []).append(each)
    return lists


def _bars(access_list: AccessList, user: User) -> bool:
    named = [member.user_id for member in access_list.members.all()]
    if access_list.kind == AccessList.Kind.EXCLUSION:
        return is_barred(user.pk, named, None)
    return is_barred(user.pk, (), named)


def _why_not(account: User, post: Post | None, by: User) -> str:
    """Why an account that is there cannot be placed; empty where it can."""
    if account.organisation_id != by.organisation_id:
        return "This address is of somebody of another organisation. Correct it, or leave the row out."
    if not account.supervises:
        return "This account is neither an officer’s nor a manager’s. Ask an administrator."
    if not account.is_active:
        return "This account is closed. Ask an administrator to open it, or leave the row out."
    if post and post.ends_on:
        return "The post of this officer has its last day already. Leave the row out until then."
    return ""


def _compare(compared: OfficersCompared, row: Row, account: User | None, post: Post | None) -> None:
    told = row.values
    place = (told["grade"], told["team"], told["office"])
    if post and place == (post.grade, post.team.name, post.team.office.name):
        return
    user = account or User(
        email=told["email"],
        name=told["name"],
        role=Role.MANAGER if told["grade"] == Post.Grade.SPO else Role.OFFICER,
    )
    compared.placed.append(Placed(user, post, *place))
    (compared.changed if account else compared.new).add(row.number)
