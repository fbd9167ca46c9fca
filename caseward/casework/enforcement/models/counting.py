"""How many failures count against a sentence, for many sentences at once; rules/enforcement.py says how."""

from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from caseward.casework.contacts.models import Contact
from caseward.casework.sentences.models import Sentence
from caseward.rules.enforcement import ORDERS
from caseward.shared.records.models import practice

from .breach import Breach
from .failures import failures, of_sentence


def at_their_limit(sentences: QuerySet[Sentence]) -> QuerySet[Any]:
    """Those whose failures since the later of their start and the last breach's end reach the limit.

    None that is in breach. The limit is the one that held on the day of the last failure.
    """
    ended = Breach.objects.with_an_end_that_counts().filter(sentence=OuterRef("pk"))
    start = Case(When(kind__in=ORDERS, then=F("sentenced_on")), default=F("starts_on"))
    last_end = ended.order_by("-ended_on").values("ended_on")[:1]
    counted = sentences.annotate(start_on=start).annotate(
        counted_from_on=Greatest(F("start_on"), Coalesce(Subquery(last_end), F("start_on")))
    )
    since = Contact.objects.filter(of_sentence(), held_on__gte=OuterRef("counted_from_on"))
    those = failures(since).order_by()
    number = those.values("person").annotate(number=Count("held_on", distinct=True)).values("number")
    last = those.values("person").annotate(last=Max("held_on")).values("last")
    known = those.order_by("-known_at").values("known_at")[:1]
    return (
        counted.annotate(
            failures_counted=Coalesce(Subquery(number), 0),
            last_failure_on=Subquery(last),
            last_known_at=Subquery(known),
        )
        .annotate(failures_limit=_limit())
        .filter(failures_counted__gte=F("failures_limit"), last_failure_on__isnull=False)
        .exclude(Exists(Breach.objects.running().filter(sentence=OuterRef("pk"))))
    )


def _limit() -> Case:
    """The limit of the sentence's kind on the day of its last failure; none before the first rule."""
    whens = []
    for kind in Sentence.Kind.values:
        for rule in practice().by_code[f"failures_limit.{kind}"]:
            on = Q(kind=kind, last_failure_on__gte=rule.in_force_from)
            if rule.in_force_until:
                on &= Q(last_failure_on__lt=rule.in_force_until)
            whens.append(When(on, then=rule.number))
    return Case(*whens, default=None, output_field=IntegerField())
