"""The options card of a chart: its bands, what holds now, and the key to the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.options import State
from patients.language import say

from .bands import Band, OptionBand, bands_of
from .evidence import LETTER_WORDS
from .regimens import RegimenRow

MET = (Band.OPENED_BY_HER2, Band.BY_BIOMARKER, Band.OTHER, Band.WITH_CARE)


@dataclass(frozen=True)
class OptionsCard:
    """`working_line` says which line holds, where options are for later because of it."""

    bands: tuple[OptionBand, ...]
    working_line: str
    letters: Mapping[str, str]

    @property
    def met(self) -> tuple[OptionBand, ...]:
        """Bands whose criteria are met today."""
        return tuple(found for found in self.bands if found.band in MET)

    @property
    def blocked(self) -> OptionBand | None:
        return self.band(Band.BLOCKED)

    @property
    def waiting(self) -> OptionBand | None:
        return self.band(Band.WAITING)

    def band(self, band: Band) -> OptionBand | None:
        return next((found for found in self.bands if found.band is band), None)

    def row_of(self, slug: str) -> RegimenRow | None:
        """The regimen that the row of the catalog with this slug belongs to."""
        rows = (row for band in self.bands for row in band.rows)
        return next((row for row in rows if slug in (o.row.slug for o in row.options)), None)


def options_card(assessment: Assessment) -> OptionsCard:
    return OptionsCard(bands_of(assessment), _working_line(assessment), LETTER_WORDS)


def _working_line(assessment: Assessment) -> str:
    if not any(option.state is State.NEXT for option in assessment.options):
        return ""
    line = max(assessment.lines, key=lambda line: (line.started_on.text, line.number))
    drugs = " + ".join(dict.fromkeys(t.agent.name for t in line.treatments if t.is_ongoing))
    return say("Line {line} holds: {drugs}, since {started_on}.").format(
        line=line.number, drugs=drugs, started_on=line.started_on.in_words
    )
