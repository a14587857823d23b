"""ECOG and LVEF hold until the next value; conditions last until they are resolved."""

from biomarkers.domain.timeline import timeline_of

from .builders import assessed, condition, lvef, performance


def drawn(**facts):
    """The widest drawing, and the words of all facts."""
    timeline = timeline_of(assessed(**facts))
    return timeline.layouts[0].sheet, [f"{fact.kind}: {fact.words}" for fact in timeline.facts]


def test_a_value_is_drawn_until_the_next_one():
    sheet, facts = drawn(performance=(performance(2, "2024-01-01"), performance(0, "2020-01-01")))

    first, second = sheet.bars
    assert facts == ["Performance status: ECOG 0", "Performance status: ECOG 2"]
    assert first.right <= second.x <= first.right + 2
    assert (first.tone, second.tone) == ("steady", "poor")


def test_a_low_lvef_looks_different_and_says_its_number():
    sheet, facts = drawn(lvef=(lvef(50, "2020-01-01"), lvef(49, "2024-01-01")))

    assert [bar.tone for bar in sheet.bars] == ["steady", "poor"]
    assert facts == ["LVEF: LVEF 50 %", "LVEF: LVEF 49 %"]
    assert {"50", "49"} <= {text.words for text in sheet.texts}


def test_a_condition_is_a_bar_that_ends_when_it_is_resolved():
    conditions = (
        condition("pregnancy", "current", "2020-01-01", resolved_on="2020-09-01"),
        condition("heart_failure", "mild", "2020-01-01", detail="on carvedilol"),
    )

    sheet, facts = drawn(conditions=conditions, performance=(performance(0, "2024-01-01"),))

    ends = {bar.title.split(": ")[1]: bar.end for bar in sheet.bars if bar.tone == "condition"}
    assert ends == {"pregnancy, current": "hard", "heart failure, mild, on carvedilol": "arrow"}
    assert "Condition: heart failure, mild, on carvedilol" in facts
