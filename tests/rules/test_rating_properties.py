"""What holds for every rating, and a slow second way to the same bands."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.framework import BandOrder, Framework
from caseward.rules.rating import Count, Figure, Percent, band_of, rate, shrunk_score_bands, whole_per_cent
from tests.factories import frameworks

SMALL = frameworks.small()
EXACT = frameworks.small(band_order=BandOrder.BAND_EXACT)
COUNTED = ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "4.1.1", "4.1.2")
counts = st.builds(Count, st.integers(0, 40), st.integers(0, 40), st.integers(0, 5))
percents = st.builds(Percent, st.integers(0, 100))
answers = st.dictionaries(st.sampled_from(COUNTED), counts | percents)


@given(standards=st.integers(1, 20), data=st.data())
def test_shrunk_bands_are_the_mean_rounded_with_halves_down(standards: int, data: st.DataObject) -> None:
    points = data.draw(st.integers(0, 3 * standards))
    mean = Fraction(points, standards)
    nearest = min(SMALL.bands, key=lambda band: (abs(mean - band.points), band.points))
    bands = shrunk_score_bands(SMALL, standards)
    assert next(band.code for band in bands if points <= band.up_to) == nearest.code


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_rounding_agrees_with_decimal_arithmetic(part: int, whole: int) -> None:
    yes = min(part, whole)
    expected = (Decimal(100) * yes / whole).quantize(Decimal(1), ROUND_HALF_UP)
    assert whole_per_cent(Fraction(yes, whole)) == expected


@given(st.fractions(0, 1))
def test_a_better_share_never_falls_in_a_worse_band(share: Fraction) -> None:
    for framework in (SMALL, EXACT):
        assert band_of(framework, share).points <= band_of(framework, (share + 1) / 2).points


def points_of(band: str | None) -> int:
    return -1 if band is None else SMALL.band(band).points


@given(answers, st.sampled_from(COUNTED), st.sampled_from([SMALL, EXACT]))
def test_turning_a_no_into_a_yes_never_lowers_any_rating(
    figures: dict[str, Figure], code: str, framework: Framework
) -> None:
    before = rate(framework, figures | {code: Count(5, 5)}, {})
    after = rate(framework, figures | {code: Count(6, 4)}, {})
    assert after.points >= before.points
    for standard, rated in before.standards.items():
        assert points_of(after.standards[standard].band) >= points_of(rated.band)


@given(answers, st.permutations(COUNTED))
def test_the_order_of_questions_changes_nothing(figures: dict[str, Figure], order: list[str]) -> None:
    turned = {code: figures[code] for code in order if code in figures}
    standards = tuple(
        replace(standard, key_questions=standard.key_questions[::-1]) for standard in SMALL.standards
    )
    there, back = rate(SMALL, figures, {}), rate(frameworks.small(standards=standards), turned, {})
    assert (there.points, there.band) == (back.points, back.band)
    for code, rated in there.standards.items():
        assert rated.band == back.standards[code].band
        assert set(rated.decided_by) == set(back.standards[code].decided_by)


def by_hand(framework: Framework, figures: dict[str, Figure], standard: str) -> str | None:
    """The slow second way: round with decimals, look the lowest percentage up in a printed table."""
    table = ["inadequate"] * 50 + ["requires_improvement"] * 15 + ["good"] * 15 + ["outstanding"] * 21
    places = []
    for code, figure in figures.items():
        if not code.startswith(standard) or (isinstance(figure, Count) and figure.yes + figure.no == 0):
            continue
        percent = Decimal(figure.value) if isinstance(figure, Percent) else decimal_percent(figure)
        if framework.band_order is BandOrder.ROUND_THEN_BAND:
            percent = percent.quantize(Decimal(1), ROUND_HALF_UP)
        places.append(int(percent))
    return table[min(places)] if places else None


def decimal_percent(count: Count) -> Decimal:
    return Decimal(100) * count.yes / (count.yes + count.no)


@given(answers, st.sampled_from([SMALL, EXACT]))
def test_the_rating_agrees_with_a_printed_table_read_by_hand(
    figures: dict[str, Figure], framework: Framework
) -> None:
    rating = rate(framework, figures, {})
    for code in ("2.1", "2.2", "4.1"):
        assert rating.standards[code].band == by_hand(framework, figures, code)
