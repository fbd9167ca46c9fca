"""Working days that a dated rule asks for, reckoned by the database."""

from django.db.models import Case, DateField, F, Q, When

from caseward.rules.practice import DatedRule
from caseward.shared.records.models import WorkingDaysAfter, practice


def due_by_rule(code: str, since: str) -> Case:
    """When something is due that is asked for within the working days of a rule after a column's date.

    The rule is the one of that date, so that an old row is judged by the numbers of its time; what lies
    before every rule is due at once.
    """
    whens = [
        When(_in_force(since, rule), then=WorkingDaysAfter(since, rule.number))
        for rule in practice().by_code[code]
    ]
    return Case(*whens, default=F(since), output_field=DateField())


def _in_force(column: str, rule: DatedRule) -> Q:
    begun = Q(**{f"{column}__gte": rule.in_force_from})
    return begun & Q(**{f"{column}__lt": rule.in_force_until}) if rule.in_force_until else begun
