"""What is typed in to sign in, and to manage accounts."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look
from caseward.shared.organisations.models import Organisation

from .models import Role, User

HOW_LONG = "At least 12 characters. Three random words are easy to remember and hard to guess."
CODE_RULE = "The six figures that your authenticator app shows, or one of your recovery codes."


class InOurWords(forms.Form):
    """Puts our labels and hints on a form of allauth's, which has placeholders instead."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)


class SignInForm(InOurWords, LoginForm):
    """Email address and password."""

    words = {"login": ("Email address", ""), "password": ("Password", "")}


class PasswordAgainForm(InOurWords, ReauthenticateForm):
    """The password once more, before something that only its owner may do."""

    words = {"password": ("Password", "")}


class OwnPasswordForm(InOurWords, ChangePasswordForm):
    """The old password and twice the new one."""

    words = {
        "oldpassword": ("Current password", ""),
        "password1": ("New password", HOW_LONG),
        "password2": ("New password again", ""),
    }


class CodeForm(InOurWords, AuthenticateForm):
    """The second factor at sign-in."""

    words = {"code": ("Code", CODE_RULE)}
    looks = {"code": Look(width=10)}


class CodeAgainForm(InOurWords, ReauthenticateByCodeForm):
    """The second factor once more."""

    words = {"code": ("Code", CODE_RULE)}
    looks = {"code": Look(width=10)}


class FirstCodeForm(InOurWords, ActivateTOTPForm):
    """The first code of an authenticator app proves that it holds the secret."""

    words = {"code": ("Code", "The six figures that the app shows now.")}
    looks = {"code": Look(width=10)}


class AccountFields(forms.Form):
    """Whose account it is, and what for."""

    name = forms.CharField(max_length=150, label="Full name")
    role = forms.ChoiceField(choices=Role.choices, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(Organisation.objects.all(), empty_label="Choose an organisation")


class TemporaryPasswordField(forms.CharField):
    """A password that an administrator tells somebody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Temporary password",
            strip=False,
            help_text=f"{HOW_LONG} Its owner must change it at the first sign-in.",
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
            validators=[validate_password],
            **kwargs,
        )


class NewAccountForm(CreatingForm, AccountFields):
    """A new account."""

    email = forms.EmailField(label="Email address", help_text="They sign in with it.")
    password = TemporaryPasswordField()
    field_order = ["creation_key", "name", "email"]

    def clean_email(self) -> str:
        """Lower case, and nobody else’s; the row that this same form made before is not somebody else."""
        email = str(self.cleaned_data["email"]).lower()
        own_key: Any = self.cleaned_data.get("creation_key")
        if User.objects.filter(email=email).exclude(creation_key=own_key).exists():
            raise forms.ValidationError("Another account has this email address.")
        return email


class ChangeAccountForm(EditingForm, AccountFields):
    """An account’s name, role and organisation."""


class SwitchAccountForm(EditingForm):
    """Active or not: a button."""


class ResetForm(EditingForm):
    """A new temporary password."""

    password = TemporaryPasswordField()


class FirstAdministratorForm(forms.Form):
    """What the command line asks for, since there is nobody yet to fill in a page."""

    name = forms.CharField(max_length=150)
    email = forms.EmailField()
    organisation = forms.CharField(max_length=200)
    password = forms.CharField(strip=False, validators=[validate_password])

    def clean_email(self) -> str:
        """Nobody else’s."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("Another account has this email address.")
        return email
