"""Pages about a person's sentences."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from caseward.casework.people import actions as people
from caseward.casework.people.models import Person
from caseward.shared.records.models import SignedInRequest, Versioned, refuse_if
from caseward.shared.records.views import form_page, page_name

from . import actions, forms, policies
from .models import LicenceCondition, Requirement, Sentence, Transfer

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _person(request: SignedInRequest, person_id: int) -> Person:
    return people.open_record(person_id=person_id, by=request.user, page=page_name(request))


def _sentence(request: SignedInRequest, person_id: int, sentence_id: int) -> Sentence:
    person = _person(request, person_id)
    sentence: Sentence = get_object_or_404(person.sentences.all(), pk=sentence_id)
    sentence.person = person
    return sentence


def _form_page(
    request: SignedInRequest, *, person: Person, title: str, quoted: str = "", **saving: Any
) -> HttpResponse:
    """One form about a sentence, which leads back to the person's sentences."""
    context = {"person": person, "page_title": title, "quoted": quoted}
    then = reverse("sentences:index", kwargs={"person_id": person.pk})
    return form_page(request, "sentences/form.html", context, then=then, **saving)


@login_required
@require_GET
def index(request: SignedInRequest, person_id: int) -> HttpResponse:
    """All sentences of a person, those that run first."""
    person = _person(request, person_id)
    rows = person.sentences.prefetch_related(
        "requirements",
        Prefetch("conditions", LicenceCondition.objects.select_related("requested_by")),
        Prefetch("transfers", Transfer.objects.select_related("requested_by")),
    )
    sentences = sorted(rows, key=lambda row: (row.ended_on is not None, -row.sentenced_on.toordinal()))
    context = {
        "person": person,
        "sentences": sentences,
        "today": timezone.localdate(),
        "reasons_not_to_add": policies.reasons_not_to_add(request.user, person),
    }
    return render(request, "sentences/index.html", context)


@login_required
@get_or_post
def add(request: SignedInRequest, person_id: int) -> HttpResponse:
    """A sentence to be recorded."""
    person = _person(request, person_id)
    refuse_if(policies.reasons_not_to_add(request.user, person))
    licences = person.sentences.filter(kind=Sentence.Kind.LICENCE)

    def save(form: forms.AddSentenceForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.add(person=person, ordered=form.ordered(), creation_key=key, by=request.user)

    return _form_page(
        request,
        person=person,
        title="Add a sentence",
        make_form=lambda data: _offering(forms.AddSentenceForm(data), licences),
        save=save,
        done="Sentence added.",
    )


def _offering(form: Any, licences: Any) -> Any:
    form.of_person(licences)
    return form


@login_required
@get_or_post
def change(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """The record of a sentence put right."""
    sentence = _sentence(request, person_id, sentence_id)
    refuse_if(policies.reasons_not_to_change(request.user, sentence))
    licences = sentence.person.sentences.filter(kind=Sentence.Kind.LICENCE).exclude(pk=sentence.pk)
    stored = _initial(sentence, forms.SentenceFields) | {"follows": sentence.follows_id}

    def save(form: forms.ChangeSentenceForm) -> None:
        version = form.cleaned_data["version"]
        actions.change(
            sentence=sentence, ordered=form.ordered(), version=version, by=request.user, at=timezone.now()
        )

    return _form_page(
        request,
        person=sentence.person,
        title="Change a sentence",
        make_form=lambda data: _offering(forms.ChangeSentenceForm(data, initial=stored), licences),
        save=save,
        done="Sentence changed.",
    )


@login_required
@get_or_post
def release(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """The licence begins."""
    sentence = _sentence(request, person_id, sentence_id)
    refuse_if(policies.reasons_not_to_release(request.user, sentence))

    def save(form: forms.ReleaseForm) -> None:
        typed = form.cleaned_data
        actions.record_release(
            sentence=sentence,
            released_on=typed["starts_on"],
            version=typed["version"],
            by=request.user,
            at=timezone.now(),
        )

    return _form_page(
        request,
        person=sentence.person,
        title="Record the release",
        make_form=lambda data: forms.ReleaseForm(
            data, sentence=sentence, initial={"version": sentence.version}
        ),
        save=save,
        done="Release recorded.",
    )


@login_required
@get_or_post
def end(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """How and when the sentence ended."""
    sentence = _sentence(request, person_id, sentence_id)
    refuse_if(policies.reasons_not_to_end(request.user, sentence))

    def save(form: forms.EndForm) -> None:
        typed = form.cleaned_data
        actions.record_end(
            sentence=sentence,
            ended_on=typed["ended_on"],
            end=typed["end"],
            version=typed["version"],
            by=request.user,
        )

    return _form_page(
        request,
        person=sentence.person,
        title="Record the end of a sentence",
        make_form=lambda data: forms.EndForm(data, sentence=sentence, initial={"version": sentence.version}),
        save=save,
        done="The end of the sentence is recorded.",
    )


@login_required
@get_or_post
def add_requirement(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """One thing that the court requires."""
    sentence = _sentence(request, person_id, sentence_id)
    refuse_if(policies.reasons_not_to_add_requirement(request.user, sentence))

    def save(form: forms.AddRequirementForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.add_requirement(
            sentence=sentence, required=form.required(), creation_key=key, by=request.user
        )

    return _form_page(
        request,
        person=sentence.person,
        title="Add a requirement",
        make_form=lambda data: forms.AddRequirementForm(data, initial={"starts_on": sentence.starts_on}),
        save=save,
        done="Requirement added.",
    )


@login_required
@get_or_post
def change_requirement(
    request: SignedInRequest, person_id: int, sentence_id: int, requirement_id: int
) -> HttpResponse:
    """A requirement that changes, or is completed."""
    sentence = _sentence(request, person_id, sentence_id)
    requirement: Requirement = get_object_or_404(sentence.requirements.all(), pk=requirement_id)
    requirement.sentence = sentence
    refuse_if(policies.reasons_not_to_change_requirement(request.user, requirement))

    def save(form: forms.ChangeRequirementForm) -> None:
        version = form.cleaned_data["version"]
        actions.change_requirement(
            requirement=requirement, required=form.required(), version=version, by=request.user
        )

    stored = _initial(requirement, forms.ChangeRequirementForm)
    return _form_page(
        request,
        person=sentence.person,
        title="Change a requirement",
        make_form=lambda data: forms.ChangeRequirementForm(data, initial=stored),
        save=save,
        done="Requirement changed.",
    )


@login_required
@get_or_post
def request_condition(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """A condition to ask for."""
    sentence = _sentence(request, person_id, sentence_id)
    refuse_if(policies.reasons_not_to_request_condition(request.user, sentence))

    def save(form: forms.ConditionForm) -> None:
        actions.request_condition(sentence=sentence, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _form_page(
        request,
        person=sentence.person,
        title="Ask for a licence condition",
        make_form=forms.ConditionForm,
        save=save,
        done="Condition asked for.",
    )


@login_required
@get_or_post
def answer_condition(
    request: SignedInRequest, person_id: int, sentence_id: int, condition_id: int
) -> HttpResponse:
    """Whether a condition was granted."""
    sentence = _sentence(request, person_id, sentence_id)
    condition: LicenceCondition = get_object_or_404(sentence.conditions.all(), pk=condition_id)
    condition.sentence = sentence
    refuse_if(policies.reasons_not_to_answer_condition(request.user, condition))

    def save(form: forms.ConditionAnswerForm) -> None:
        actions.answer_condition(condition=condition, by=request.user, **form.cleaned_data)

    return _form_page(
        request,
        person=sentence.person,
        title="Record the answer to a condition",
        make_form=lambda data: forms.ConditionAnswerForm(
            data, condition=condition, initial={"version": condition.version}
        ),
        save=save,
        done="Answer recorded.",
        quoted=condition.text,
    )


@login_required
@get_or_post
def request_transfer(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """A request that another provider take the sentence over."""
    sentence = _sentence(request, person_id, sentence_id)
    refuse_if(policies.reasons_not_to_request_transfer(request.user, sentence))

    def save(form: forms.TransferForm) -> None:
        actions.request_transfer(sentence=sentence, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _form_page(
        request,
        person=sentence.person,
        title="Ask for a transfer",
        make_form=forms.TransferForm,
        save=save,
        done="Transfer asked for.",
    )


@login_required
@get_or_post
def answer_transfer(
    request: SignedInRequest, person_id: int, sentence_id: int, transfer_id: int
) -> HttpResponse:
    """What the other provider said."""
    sentence = _sentence(request, person_id, sentence_id)
    transfer: Transfer = get_object_or_404(sentence.transfers.all(), pk=transfer_id)
    transfer.sentence = sentence
    refuse_if(policies.reasons_not_to_answer_transfer(request.user, transfer))

    def save(form: forms.TransferAnswerForm) -> None:
        typed = form.cleaned_data
        if typed["is_accepted"]:
            actions.accept_transfer(
                transfer=transfer,
                accepted_on=typed["answered_on"],
                version=typed["version"],
                by=request.user,
            )
        else:
            actions.return_transfer(
                transfer=transfer,
                returned_on=typed["answered_on"],
                because=typed["because"],
                version=typed["version"],
                by=request.user,
            )

    return _form_page(
        request,
        person=sentence.person,
        title="Record the answer to a transfer",
        make_form=lambda data: forms.TransferAnswerForm(
            data, transfer=transfer, initial={"version": transfer.version}
        ),
        save=save,
        done="Answer recorded.",
        quoted=f"To {transfer.receiver}: {transfer.reason}",
    )


def _initial(row: Versioned, form: type[Form]) -> dict[str, object]:
    names = [*form.base_fields, "version"]
    return {name: getattr(row, name) for name in names if hasattr(row, name)}
