"""Every room of the museum is a folder with something wrong in it, laid over a sound framework."""

import shutil
from pathlib import Path

import pytest

from caseward.rules.framework_evidence import Evidence, ReportShape, WordSet
from caseward.rules.framework_files import FrameworkFaults, load

HERE = Path(__file__).parent
ROOMS = sorted((HERE / "museum").iterdir())


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A copy of the sound framework, beside the earlier one that it follows."""
    for name in ("sound", "earlier"):
        shutil.copytree(HERE / name, tmp_path / name)
    return tmp_path / "sound"


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(FrameworkFaults) as caught:
        load(folder)
    return caught.value.faults


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_bad_folder_is_refused_with_exactly_its_faults(room: Path, sound: Path) -> None:
    shutil.copytree(room, sound, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    assert faults_of(sound) == (room / "expected.txt").read_text("utf-8").splitlines()


def test_a_sound_folder_is_not_refused(sound: Path) -> None:
    assert load(sound).title == "A sound framework"


def test_a_folder_that_is_not_there_lacks_its_framework_and_its_standards(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "nowhere") == [
        "nowhere/framework.toml: cannot be read: No such file or directory",
        "nowhere/standards/: cannot be read: No such file or directory",
    ]


def test_faults_of_several_files_are_reported_at_once(sound: Path) -> None:
    for room in ("names-that-nothing-defines", "bands-that-do-not-fall-to-zero", "links-to-nothing"):
        shutil.copytree(HERE / "museum" / room, sound, dirs_exist_ok=True)
    (sound / "expected.txt").unlink()
    faults = faults_of(sound)
    files = {fault.split(": ")[0] for fault in faults}
    assert files == {
        f"sound/{name}"
        for name in (
            "framework.toml",
            "samples.toml",
            "links.toml",
            "standards/1.1.toml",
            "standards/2.1.toml",
        )
    }
    assert "sound/framework.toml: scale.bands: the last band's points must be 0" in faults
    assert "sound/links.toml: links[2].framework: there is no framework older" in faults


def test_the_message_of_a_refusal_has_a_line_for_each_fault(sound: Path) -> None:
    (sound / "standards" / "1.1.toml").unlink()
    (sound / "notes.txt").write_text("to do", "utf-8")
    with pytest.raises(FrameworkFaults) as caught:
        load(sound)
    assert str(caught.value).splitlines() == caught.value.faults
    assert caught.value.faults[0] == "sound/notes.txt: unknown file"


def test_a_link_is_checked_against_the_earlier_framework_itself(sound: Path) -> None:
    (sound.parent / "earlier" / "standards" / "1.1.toml").write_text('code = "1.9"\n', "utf-8")
    assert faults_of(sound) == [
        "sound/links.toml: links[1].codes: there is no standard or question in earlier with the code 1.1"
    ]


def test_a_framework_of_ones_own_may_follow_a_shipped_one(sound: Path) -> None:
    file = sound / "framework.toml"
    file.write_text(file.read_text("utf-8").replace('follows = "earlier"', 'follows = "crc-2019"'), "utf-8")
    assert load(sound).follows == "crc-2019"


def test_a_value_keeps_where_it_comes_from(sound: Path) -> None:
    framework = load(sound)
    question = framework.question("2.1.1")
    assert question.base_provenance is not None
    assert (question.provenance.inferred, question.base_provenance.inferred) == (False, True)
    assert framework.question("2.1.1a").base_provenance == question.base_provenance
    assert framework.question("2.1.1s1").provenance.source == "another guess"
    relevant = framework.question("2.1.1b")
    assert relevant.base_provenance is not None
    assert relevant.base_provenance.source == "our reading"


def test_what_a_file_leaves_out_follows_from_the_rest(sound: Path) -> None:
    framework = load(sound)
    scored = {question.code: question.scored for question in framework.questions()}
    assert [code for code, is_scored in scored.items() if is_scored] == ["2.1.1", "2.2.2"]
    may_not_apply = [question.code for question in framework.questions() if question.not_applicable]
    assert may_not_apply == ["2.1.1b", "2.2.2"]
    bases = {
        question.code: question.base.value for question in framework.standard("2.1").key_questions[0].prompts
    }
    assert bases == {"2.1.1a": "harm", "2.1.1b": "relevant", "2.1.1s1": "harm"}


def test_a_survey_item_takes_its_choices_from_its_scale(sound: Path) -> None:
    evidence = load(sound).evidence
    gladly, mood = evidence.survey
    assert [option.label for option in gladly.options] == ["Yes", "No"]
    assert (gladly.counts_as_yes, mood.counts_as_yes) == (("yes",), ())
    assert (gladly.provenance.inferred, gladly.options_provenance.inferred) == (False, True)
    assert (mood.provenance.inferred, mood.options_provenance.inferred) == (True, False)


def test_what_a_figure_leaves_out_is_not_asked_and_has_no_limits(sound: Path) -> None:
    evidence = load(sound).evidence
    leaders, followers = evidence.figure("leaders"), evidence.figure("followers")
    assert (leaders.least, leaders.most, leaders.pair) == (1, 9, "followers")
    assert leaders.has_target
    assert leaders.has_comparator
    assert (followers.least, followers.most, followers.pair) == (None, None, None)
    assert not followers.has_target
    assert not followers.has_comparator
    assert [group.standard for group in evidence.figure_groups] == ["1.1", None]
    assert [finding.only_for for finding in evidence.findings] == [("PO",), ()]


def test_what_bears_on_a_key_question_is_found_and_nothing_else(sound: Path) -> None:
    bearing = load(sound).evidence.bearing_on("1.1.1")
    assert [row.code for row in bearing.survey] == ["follows-gladly"]
    assert [row.code for row in bearing.documents] == ["plan"]
    assert [row.code for row in bearing.figures] == ["leaders"]
    assert [row.code for row in bearing.findings] == ["glad-followers"]
    assert [row.codes for row in bearing.case_figures] == [("2.1.1", "2.2.2")]
    assert all(row.provenance.inferred for row in bearing.case_figures)
    assert load(sound).evidence.bearing_on("2.1.1").case_figures == ()
    assert load(sound).evidence.item("mood").short == "Mood"


def test_sections_stand_in_their_order_and_say_what_they_draw(sound: Path) -> None:
    report = load(sound).report
    assert [section.code for section in report.sections] == [
        "ratings",
        "leading",
        "working",
        "watching",
        "words",
    ]
    assert report.section("leading").draws == ("survey", "provider-figures")
    assert (report.section("words").is_annex, report.section("words").standard) == (True, None)
    assert (report.words.own, report.words.foreign) == (("service",), ("office",))
    assert report.words.provenance
    assert report.words.provenance.inferred


def test_a_framework_may_say_nothing_of_evidence_and_report(sound: Path) -> None:
    for name in ("survey", "evidence", "report"):
        (sound / f"{name}.toml").unlink()
    framework = load(sound)
    assert (framework.evidence, framework.report) == (Evidence(), ReportShape())


def test_a_report_may_leave_out_its_words(sound: Path) -> None:
    file = sound / "report.toml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("[words]")] + text[text.index("[[sections]]") :], "utf-8")
    assert load(sound).report.words == WordSet()


def test_the_digest_covers_what_ratings_rest_on_and_nothing_else(sound: Path) -> None:
    before = load(sound).digest
    (sound / "examples.toml").unlink()
    for name in ("links", "survey", "evidence", "report"):
        (sound / f"{name}.toml").unlink()
    assert load(sound).digest == before
    for name in ("framework.toml", "samples.toml", "standards/1.1.toml"):
        file = sound / name
        text = file.read_text("utf-8")
        file.write_text(f"{text}# one more comment\n", "utf-8")
        assert load(sound).digest != before
        file.write_text(text, "utf-8")
    (sound / "standards" / "1.1.toml").rename(sound / "standards" / "1.0.toml")
    assert load(sound).digest != before
