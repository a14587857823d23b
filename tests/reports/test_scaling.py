"""The work of reading grows with the length of a report, and no faster."""

import sys

import pytest

from biomarkers.reports.reader import read_report

from .scaling import TEXTS, text_of

SHORT = 1_500  # characters, the longest that is read as one sentence
SLACK = 1.25  # for what is once a report, and for where the text was cut


def lines_run(text: str) -> int:
    """Lines of Python that the reading of a text runs: a count, and no time."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_report(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_is_four_times_the_work(name):
    text = text_of(name, SHORT)
    read_report(text)  # what is read from disk once

    assert lines_run(text * 4) <= SLACK * 4 * lines_run(text)
