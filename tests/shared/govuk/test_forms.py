import re
import uuid

from caseward.shared.govuk.error_summary import errors_of
from caseward.shared.govuk.forms import STALE, CreatingForm, EditingForm


def key_of(form: CreatingForm) -> str:
    found = re.search(r'name="creation_key" value="([^"]+)"', str(form))
    assert found
    return found[1]


def test_every_time_the_page_is_shown_it_gets_its_own_creation_key() -> None:
    first, second = key_of(CreatingForm()), key_of(CreatingForm())
    assert uuid.UUID(first) != uuid.UUID(second)


def test_the_key_stays_the_same_when_the_form_comes_back() -> None:
    key = str(uuid.uuid4())
    assert key_of(CreatingForm({"creation_key": key})) == key


def test_an_editing_form_carries_the_version_that_was_seen() -> None:
    assert 'name="version" value="7"' in str(EditingForm(initial={"version": 7}))
    assert EditingForm({"version": "7"}).is_valid()


def test_without_its_hidden_field_a_form_is_refused_in_words_and_without_a_dead_link() -> None:
    for form in (
        CreatingForm({}),
        EditingForm({}),
        EditingForm({"version": "-1"}),
        EditingForm({"version": "x"}),
    ):
        summary = errors_of(form)
        assert STALE in summary
        assert "href" not in summary
