"""The rooms of the house and the floors that they stand on: the one table that imports must obey.

A room is a package or a module directly inside an app. It may import rooms of lower floors, and
nothing of its own floor or above. docs/architecture.md draws it.
"""

# From the top. Rooms of one floor do not know each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("config.urls", "config.wsgi", "config.settings", "config.formats"),
    ("config.health", "config.logs", "config.first_time", "config.admin_site",
     "config.replica"),
    ("biomarkers.urls", "biomarkers.apps"),
    ("biomarkers.views", "biomarkers.admin", "biomarkers.management", "biomarkers.templatetags"),
    ("biomarkers.chart", "biomarkers.clinic", "biomarkers.worklist", "biomarkers.handout",
     "biomarkers.board",
     "biomarkers.reports", "biomarkers.demo"),
    ("biomarkers.actions", "biomarkers.exchange", "biomarkers.entry", "biomarkers.options",
     "biomarkers.publishing"),
    ("biomarkers.assessment",),
    ("biomarkers.record", "biomarkers.catalog", "biomarkers.audit"),
    ("biomarkers.models", "biomarkers.wording"),
    ("biomarkers.domain", "biomarkers.roles"),
    ("patients.urls", "patients.apps"),
    ("patients.views", "patients.admin", "patients.management", "patients.templatetags"),
    ("patients.accounts",),
    ("patients.actions", "patients.forms", "patients.operations", "patients.starting_content"),
    ("patients.changes", "patients.search"),
    ("patients.audit",),
    ("patients.models", "patients.http"),
    ("patients.fields", "patients.signals", "patients.likeness", "patients.paging",
     "patients.spreadsheets", "patients.readers"),
    ("patients.sites",),
    ("patients.codes", "patients.dates", "patients.names"),
    ("patients.language",),
)  # fmt: skip

FLOOR = {room: len(FLOORS) - place for place, rooms in enumerate(FLOORS) for room in rooms}
