"""The panels of a chart, each with a version: after a save only those that changed are sent.

A version is a digest of what the panel shows, under the secret key. The page tells the versions
that it shows, every panel is rendered anew, and one with another version is sent: that a write
changes a panel is found by looking, not by a list of what depends on what.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from biomarkers.chart import Chart

SHOWS = "shows"  # the parameter by which a page tells versions
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')  # another one in each answer


@dataclass(frozen=True)
class Panel:
    name: str
    html: SafeString

    @property
    def version(self) -> str:
        shown = _TOKEN.sub("", self.html)
        return f"{self.name}.{salted_hmac('chart panel', shown).hexdigest()[:16]}"


def panels_of(request: HttpRequest, context: Mapping) -> dict[str, Panel]:
    """By name, in the order of the page. `context` is that of the chart."""
    chart: Chart = context["chart"]
    return {
        name: Panel(name, mark_safe(render_to_string(template, {**context, **more}, request)))
        for name, template, more in _parts(chart)
    }


def changed(panels: Mapping[str, Panel], shown: Iterable[str]) -> list[Panel]:
    """Those of which a page does not show this very version."""
    known = frozenset(shown)
    return [panel for panel in panels.values() if panel.version not in known]


def _parts(chart: Chart) -> tuple[tuple[str, str, dict], ...]:
    """Name, template, and what the template needs beside the chart."""
    return (
        ("person", "biomarkers/chart/_person.html", {}),
        ("her2", "biomarkers/chart/_her2_card.html", {"card": chart.status}),
        ("next", "biomarkers/chart/_tasks.html", {"card": chart.tasks}),
        ("biomarkers", "biomarkers/chart/_biomarkers.html", {"rows": chart.biomarkers}),
        ("timeline", "biomarkers/timeline/_timeline.html", {}),
        ("options", "biomarkers/options/_options_card.html", {"options": chart.options}),
        ("treatment", "biomarkers/chart/_treatment.html", {}),
        ("health", "biomarkers/chart/_health.html", {"health": chart.health}),
        ("more", "biomarkers/chart/_more_panels.html", {}),
        ("errors", "biomarkers/chart/_entered_in_error.html", {"errors": chart.errors}),
        ("provenance", "biomarkers/chart/_provenance.html", {}),
    )
