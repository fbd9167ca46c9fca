"""The demonstration's people: one account for each job, all invented."""

from dataclasses import dataclass

from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Organisation

PASSWORD = "judge-fairly-2019"  # noqa: S105 - printed on the sign-in page of the demonstration
DOMAIN = "demo.caseward.example"
INSPECTORATE = ("Demonstration Inspectorate", "demonstration-inspectorate")
PROVIDER = ("Marlowe Vale CRC", "marlowe-vale-crc")


@dataclass(frozen=True)
class Account:
    """One demonstration account."""

    key: str
    name: str
    role: Role

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.key}@{DOMAIN}"


ACCOUNTS = (
    Account("lead", "Ines Calloway", Role.LEAD_INSPECTOR),
    Account("analyst", "Tobias Renn", Role.ANALYST),
    Account("inspector", "Maren Oduya", Role.INSPECTOR),
    Account("inspector2", "Callum Brightwater", Role.INSPECTOR),
    Account("inspector3", "Safiya Thornley", Role.INSPECTOR),
    Account("quality", "Edwin Marsh", Role.QUALITY_LEAD),
    Account("panel", "Rosalind Achebe", Role.PANEL_MEMBER),
    Account("panel2", "Hugh Pennington", Role.PANEL_MEMBER),
    Account("publisher", "Nadia Fairweather", Role.PUBLISHER),
    Account("provider", "Greta Lindholm", Role.PROVIDER_CONTACT),
    Account("administrator", "Owen Castellane", Role.ADMINISTRATOR),
    Account("officer", "Bronwen Tallis", Role.OFFICER),
    Account("officer2", "Kwabena Marchetti", Role.OFFICER),
    Account("officer3", "Ottoline Farrier", Role.OFFICER),
    Account("officer4", "Dafydd Sorensen", Role.OFFICER),
    Account("officer5", "Mirela Hathersage", Role.OFFICER),
    Account("manager", "Harriet Osei", Role.MANAGER),
    Account("director", "Leopold Winterbourne", Role.DIRECTOR),
    Account("audit", "Imogen Sallow", Role.QUALITY_TEAM),
    Account("audit2", "Rafe Okonjo", Role.QUALITY_TEAM),
    Account("audit3", "Philippa Underhill", Role.QUALITY_TEAM),
)
OF_THE_PROVIDER = {
    Role.PROVIDER_CONTACT,
    Role.OFFICER,
    Role.MANAGER,
    Role.DIRECTOR,
    Role.QUALITY_TEAM,
}


def organisation(name: str, short_name: str, kind: Organisation.Kind) -> Organisation:
    """The organisation of that short name, made where it is not there yet."""
    return Organisation.objects.get_or_create(short_name=short_name, defaults={"name": name, "kind": kind})[0]


def load() -> dict[str, User]:
    """Make every account that is not there yet; returns them by key."""
    inspectorate = organisation(*INSPECTORATE, Organisation.Kind.INSPECTORATE)
    provider = organisation(*PROVIDER, Organisation.Kind.PROVIDER)
    return {
        account.key: _account(account, provider if account.role in OF_THE_PROVIDER else inspectorate)
        for account in ACCOUNTS
    }


def _account(account: Account, organisation: Organisation) -> User:
    existing = User.objects.filter(email=account.email).first()
    return existing or User.objects.create_user(
        email=account.email,
        password=PASSWORD,
        name=account.name,
        role=account.role,
        organisation=organisation,
        is_demonstration=True,
    )
