import re
from xml.etree import ElementTree

import pytest

from caseward.shared.charts import bars, grid, intervals, palette, stacked

BANDS = [
    intervals.Band("outstanding", "Outstanding", 80),
    intervals.Band("good", "Good", 65),
    intervals.Band("requires_improvement", "Requires improvement", 50),
    intervals.Band("inadequate", "Inadequate", 0),
]
LONG = "Does planning focus sufficiently on engaging the person on probation?"

GRID = [
    grid.Group("Organisational delivery", [grid.Cell("1.1 Leadership", "good", "Good")]),
    grid.Group("Case supervision", [grid.Cell("2.4 Reviewing", "", "Not rated")]),
]
COUNTS = [
    stacked.Row(
        "2.1 Assessment", [stacked.Part("good", "Good", 19), stacked.Part("inadequate", "Inadequate", 1)]
    ),
    stacked.Row("2.2 Planning", [stacked.Part("good", "Good", 0)]),
]


def _grouped(title: str = "Population & sample") -> str:
    rows = [bars.Row("Female", (12.5, 25)), bars.Row(LONG, (None, 5))]
    return bars.grouped(title, "The sample follows.", ["Population", "Sample"], rows)


def _all() -> dict[str, str]:
    return {
        "grouped": _grouped(),
        "dots": intervals.dots("Planning", "One dot.", [intervals.Interval(LONG, 74, 65, 82, 60, 41)], BANDS),
        "stacked": stacked.counts("Ratings", "One bar.", COUNTS),
        "grid": grid.ratings("Ratings", "One rating a line.", GRID),
    }


KINDS = pytest.mark.parametrize("kind", list(_all()))


def tree(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


@KINDS
def test_a_drawing_is_one_image_with_a_name_and_a_description(kind: str) -> None:
    svg = tree(_all()[kind])[0]
    assert svg.get("role") == "img"
    named = {child.get("id"): child.text for child in svg if child.tag in {"title", "desc"}}
    assert named[svg.get("aria-labelledby", "")]
    assert named[svg.get("aria-describedby", "")]


@KINDS
def test_a_drawing_passes_a_strict_content_policy_and_has_no_small_letters(kind: str) -> None:
    markup = _all()[kind]
    assert not re.search(r"style=|<style|<script|\son\w+=|viewBox", markup)
    assert min(int(size) for size in re.findall(r'font-size="(\d+)"', markup)) >= 12


@KINDS
def test_no_line_of_a_label_is_wider_than_a_phone(kind: str) -> None:
    lines = [text.text or "" for text in tree(_all()[kind]).iter("text")]
    assert max(len(line) for line in lines) <= 42


def test_two_drawings_on_one_page_share_no_id() -> None:
    assert set(re.findall(r'id="([^"]+)"', _grouped("One"))).isdisjoint(
        re.findall(r'id="([^"]+)"', _grouped("Two"))
    )


def test_words_are_escaped() -> None:
    assert "<title" in _grouped("<script>")
    assert "<script>" not in _grouped("<script>")


def rects(markup: str, **wanted: str) -> list[ElementTree.Element]:
    return [r for r in tree(markup).iter("rect") if all(r.get(k) == v for k, v in wanted.items())]


def test_bars_are_as_long_as_their_values_say_and_a_missing_one_is_said() -> None:
    wide = [float((r.get("width") or "").rstrip("%")) for r in rects(_grouped(), height=str(bars.BAR))]
    assert wide[1] == 2 * wide[0] == 5 * wide[2]
    assert "no figure" in _grouped()
    assert "12.5%" in _grouped()


def test_bands_lie_between_their_edges() -> None:
    ground = rects(_all()["dots"])[:4]
    assert [(r.get("x"), r.get("width")) for r in ground] == [
        ("80%", "20%"),
        ("65%", "15%"),
        ("50%", "15%"),
        ("0%", "50%"),
    ]


def test_a_dot_stands_at_its_per_cent_with_its_interval_and_the_last_time() -> None:
    drawn = tree(_all()["dots"])
    assert [c.get("cx") for c in drawn.iter("circle")][:2] == ["60%", "74%"]
    line = next(drawn.iter("line"))
    assert (line.get("x1"), line.get("x2")) == ("65%", "82%")
    assert "last time" in _all()["dots"]


def test_the_comparator_is_marked_beside_the_dot_and_explained_only_where_there_is_one() -> None:
    with_one = intervals.dots("Planning", "", [intervals.Interval("2.2.1", 74, beside=41)], BANDS)
    assert any(line.get("x1") == line.get("x2") == "41%" for line in tree(with_one).iter("line"))
    assert "the comparator" in with_one
    assert "the comparator" not in intervals.dots("Planning", "", [intervals.Interval("2.2.1", 74)], BANDS)


def test_parts_are_as_long_as_their_share_and_only_wide_ones_carry_their_number() -> None:
    drawn = tree(stacked.counts("Ratings", "", COUNTS))
    bars_drawn = [
        (rect.get("x"), rect.get("width")) for rect in drawn.iter("rect") if "%" in rect.get("x", "")
    ]
    assert bars_drawn == [("0%", "95%"), ("95%", "5%")]
    said = [text.text for text in drawn.iter("text")]
    assert "19" in said and "1" not in said and said[-1] == "none"


def test_the_grid_says_each_rating_in_a_word_on_the_colour_of_its_band() -> None:
    drawing = grid.ratings("Ratings", "", GRID)
    fills = [rect.get("fill") for rect in tree(drawing).iter("rect")]
    assert fills == [palette.BANDS["good"].fill, palette.UNRATED.fill]
    said = "".join(text.text or "" for text in tree(drawing).iter("text"))
    assert said.index("1.1 Leadership") < said.index("Good") < said.index("2.4 Reviewing")
    assert said.endswith("Not rated")


def test_a_question_without_a_figure_has_no_dot_and_says_so() -> None:
    drawn = intervals.dots("Planning", "…", [intervals.Interval("Harm", None)], BANDS)
    assert "Harm – no figure" in drawn
    assert "last time" not in drawn
    assert len(list(tree(drawn).iter("circle"))) == 1, "only the key's"


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*palette.SERIES, *palette.BANDS.values(), palette.UNRATED])
def test_letters_can_be_read_on_every_colour_and_every_shape_can_be_seen(colour: palette.Colour) -> None:
    assert contrast(colour.fill, colour.text) >= 4.5
    assert contrast(colour.pale, palette.INK) >= 4.5
    assert contrast(colour.edge, "#ffffff") >= 3
