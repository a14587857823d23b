"""The numbers of the clinic page as a table to take out: sums, and no patient."""

from collections.abc import Iterator

from .figures import REPORTED_WORDS, Clinic

HEADER = ("Section", "Group", "Value", "Number")


def rows_of(clinic: Clinic, curves: list[dict], kinds: dict[str, str]) -> Iterator[tuple]:
    for figure in (clinic.living, clinic.metastatic, clinic.changed, clinic.opened,
                   clinic.unsettled, clinic.asked):  # fmt: skip
        yield "Patients", "", figure.words, figure.number
    for (reported, category), number in sorted(clinic.flow.items()):
        yield "Reported to today", REPORTED_WORDS.get(reported, reported), category, number
    for figure in clinic.missing:
        yield "Not settled", "", figure.words, figure.number
    for section, lines in (
        ("Requested and waiting", clinic.requests),
        ("Status changed", clinic.quarters),
    ):
        for line in lines:
            for figure in line.figures:
                yield section, line.words, figure.words, figure.number
    for figure in clinic.opened_by_age:
        yield "New option, not discussed", "", figure.words, figure.number
    for figure in clinic.completeness:
        yield f"Complete, of {figure.of} metastatic", "", figure.words, figure.number
    for curve in curves:
        group = (kinds[curve["kind"]], f"line {curve['line']}")
        yield *group, "lines", curve["number"]
        yield *group, "lines left out, not dated", curve["left_out"]
        yield *group, "ended", curve["ended"]
        yield *group, "median, days", "" if curve["median"] is None else curve["median"]
