"""The strips of the report's words and of what each specimen reads today."""

from biomarkers.domain.timeline import timeline_of

from .builders import assessed, her2, specimen


def test_a_word_about_another_organ_is_not_one_about_the_breast_cancer():
    breast = specimen(her2("2020-06", reported_as="low", ihc_score="1+"), collected_on="2020-05")
    stomach = specimen(
        her2("2022-06", reported_as="positive"),
        collected_on="2022-05", site="stomach", kind="primary", tumor="other",
    )  # fmt: skip

    sheet = timeline_of(assessed(breast, stomach)).layouts[0].sheet

    strips = [bar.title for bar in sheet.bars]
    assert strips == ["low", "low · liver 2020, IHC 1+"]
    assert {mark.inside for mark in sheet.marks} == {"1+", "?"}
