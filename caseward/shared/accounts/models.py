"""People who sign in. Who sees accounts: an administrator; everybody else sees their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class Role(models.TextChoices):
    """The job somebody comes to do; it decides the page they start on."""

    LEAD_INSPECTOR = "lead_inspector", "Lead inspector"
    INSPECTOR = "inspector", "Inspector"
    QUALITY_LEAD = "quality_lead", "Quality lead"
    ANALYST = "analyst", "Inspection analyst"
    PANEL_MEMBER = "panel_member", "Ratings panel member"
    PUBLISHER = "publisher", "Publisher"
    PROVIDER_CONTACT = "provider_contact", "Provider’s contact"
    OFFICER = "officer", "Probation officer"
    MANAGER = "manager", "Manager of officers"
    QUALITY_TEAM = "quality_team", "Provider’s quality team"
    DIRECTOR = "director", "Director"
    ADMINISTRATOR = "administrator", "Administrator"


class UserQuerySet(models.QuerySet["User"]):
    """Accounts, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """An administrator sees every account, others their own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_administrator else self.filter(pk=user.pk)

    def with_role(self, *roles: Role) -> Self:
        """Active accounts with any of those roles."""
        return self.filter(is_active=True, role__in=roles)

    def demonstration(self) -> Self:
        """Active accounts that anybody may try where the demonstration runs."""
        return self.filter(is_active=True, is_demonstration=True)


class UserManager(BaseUserManager["User"]):
    """Makes accounts; every account has a role and a person's name."""

    def get_queryset(self) -> UserQuerySet:
        """The domain's own queryset."""
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: Viewer) -> UserQuerySet:
        """The accounts that this user may see."""
        return self.get_queryset().visible_to(user)

    def with_role(self, *roles: Role) -> UserQuerySet:
        """Active accounts with any of those roles."""
        return self.get_queryset().with_role(*roles)

    def demonstration(self) -> UserQuerySet:
        """Active accounts that anybody may try where the demonstration runs."""
        return self.get_queryset().demonstration()

    def create_user(self, *, email: str, password: str | None = None, **fields: Any) -> User:
        """One account; without a password nobody can sign in to it yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Versioned, CreatedOnce, AbstractBaseUser):
    """One person's account."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    password_is_temporary = models.BooleanField(default=False)
    """Set by an administrator, so to be changed before anything else is done."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_administrator(self) -> bool:
        """Whether the account manages accounts and organisations."""
        return self.role == Role.ADMINISTRATOR

    @property
    def supervises(self) -> bool:
        """Whether the account works on cases, as officer or manager."""
        return self.role in {Role.OFFICER, Role.MANAGER}

    @property
    def reads_the_caseload(self) -> bool:
        """Whether the account may read every case of its provider: to work on them, or to audit them."""
        return self.supervises or self.audits

    @property
    def audits(self) -> bool:
        """Whether the account judges its own provider’s work, as the quality team."""
        return self.role == Role.QUALITY_TEAM

    @property
    def directs(self) -> bool:
        """Whether the account answers for a provider: numbers first, a named person with a reason only."""
        return self.role == Role.DIRECTOR

    @property
    def is_manager(self) -> bool:
        """Whether the account leads officers."""
        return self.role == Role.MANAGER

    @property
    def is_publisher(self) -> bool:
        """Whether the account makes results public."""
        return self.role == Role.PUBLISHER
