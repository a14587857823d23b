"""The tables of biomarkers in one step, for new databases. Older ones take the steps it replaces."""

import biomarkers.models.her2
import biomarkers.models.percent_field
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import patients.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("biomarkers", "0001_initial"),
        ("biomarkers", "0002_printed_handout"),
        ("biomarkers", "0003_worklist"),
        ("biomarkers", "0004_worklist_filters"),
        ("biomarkers", "0005_from_elsewhere"),
        ("biomarkers", "0006_pathology_reports"),
        ("biomarkers", "0007_reports_from_elsewhere"),
        ("biomarkers", "0008_tiles_from_indexes"),
        ("biomarkers", "0009_scores_and_percentages"),
        ("biomarkers", "0010_score_and_percentage_limits"),
        ("biomarkers", "0011_ecog_to_date"),
        ("biomarkers", "0012_what_an_import_changes"),
        ("biomarkers", "0013_grounds"),
        ("biomarkers", "0014_catalog_versions"),
        ("biomarkers", "0015_next_tests_and_history"),
        ("biomarkers", "0016_entered_in_error"),
        ("biomarkers", "0017_handout_contact"),
        ("biomarkers", "0018_catalog_previews"),
        ("biomarkers", "0019_imports_taken_back"),
        ("biomarkers", "0020_page_on_mappings"),
        ("biomarkers", "0021_plain_words"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("patients", "0001_squashed_0017_plain_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "alone",
                    models.BooleanField(
                        default=False,
                        help_text="Who published it had also made changes of it.",
                        verbose_name="published by one person alone",
                    ),
                ),
                (
                    "edition",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        editable=False,
                        help_text="Of the starting content that it brings.",
                        null=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("starting_content", "starting content"),
                            ("draft", "a published draft"),
                            ("agents", "a change of agents or their classes"),
                        ],
                        default="starting_content",
                        max_length=20,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["starting_content", "draft", "agents"])),
                        name="catalog_version_kind_known",
                        violation_error_message="Select one of: starting_content, draft, agents.",
                    )
                ],
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Alteration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tested_on", patients.fields.PartialDateField(verbose_name="test date")),
                ("gene", models.CharField(max_length=64)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("detected", "detected"),
                            ("not_detected", "not detected"),
                            ("vus", "variant of uncertain significance"),
                        ],
                        help_text="Detected means pathogenic or likely pathogenic.",
                        max_length=12,
                    ),
                ),
                (
                    "alteration",
                    models.CharField(
                        blank=True,
                        help_text="For example, H1047R or ETV6 fusion.",
                        max_length=200,
                        verbose_name="variant",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        choices=[("germline", "germline"), ("somatic", "somatic")],
                        max_length=8,
                    ),
                ),
                (
                    "material",
                    models.CharField(
                        choices=[
                            ("tissue", "tissue"),
                            ("ctdna", "circulating tumor DNA"),
                            ("blood", "blood"),
                        ],
                        default="tissue",
                        max_length=6,
                        verbose_name="sample type",
                    ),
                ),
                (
                    "biopsy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alterations",
                        to="patients.biopsy",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alterations",
                        to="patients.patient",
                    ),
                ),
                (
                    "gene_as_written",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where it was not the symbol.",
                        max_length=64,
                    ),
                ),
                (
                    "in_error",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.enteredinerror",
                    ),
                ),
            ],
            options={
                "ordering": ["tested_on", "gene", "alteration"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tested_on__isnull", True),
                            ("tested_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="alteration_tested_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["", "germline", "somatic"])),
                        name="alteration_origin_known",
                        violation_error_message="Select one of: germline, somatic.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("material__in", ["tissue", "ctdna", "blood"])),
                        name="alteration_material_known",
                        violation_error_message="Select one of: tissue, ctdna, blood.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["detected", "not_detected", "vus"])),
                        name="alteration_result_known",
                        violation_error_message="Choose detected, not detected or uncertain significance.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "tested_on", "gene", "alteration", "origin", "material"),
                        name="alteration_once",
                        violation_error_message="This test is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkerResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tested_on", patients.fields.PartialDateField(verbose_name="test date")),
                (
                    "marker",
                    models.CharField(
                        choices=[
                            ("pdl1_cps", "PD-L1 CPS"),
                            ("msi", "MSI"),
                            ("tmb", "TMB (mutations per megabase)"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        help_text="Number, or for MSI: high, low or stable.", max_length=64
                    ),
                ),
                (
                    "biopsy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markers",
                        to="patients.biopsy",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markers",
                        to="patients.patient",
                    ),
                ),
                (
                    "in_error",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.enteredinerror",
                    ),
                ),
            ],
            options={
                "ordering": ["tested_on", "marker"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tested_on__isnull", True),
                            ("tested_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="marker_tested_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("marker", "msi"), ("value__in", ["high", "low", "stable"])),
                            models.Q(
                                ("marker__in", ["pdl1_cps", "tmb"]),
                                ("value__regex", "^[0-9]+(\\.[0-9]+)?$"),
                            ),
                            _connector="OR",
                        ),
                        name="marker_value_fits",
                        violation_error_message="Enter high, low or stable for MSI, and a number for other biomarkers.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "tested_on", "marker"),
                        name="marker_once_a_day",
                        violation_error_message="This biomarker is already recorded for this date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedHandout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answers",
                    models.JSONField(help_text="Question, text and source of each, in order."),
                ),
                (
                    "printed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handouts",
                        to="patients.patient",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handouts_printed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("printed_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "clinic",
                    models.CharField(blank=True, help_text="Name of the clinic.", max_length=200),
                ),
                ("next_appointment", models.CharField(blank=True, max_length=200)),
                (
                    "telephone",
                    models.CharField(
                        blank=True, help_text="Whom to call, at any hour.", max_length=60
                    ),
                ),
            ],
            options={
                "ordering": ["-printed_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed_by__isnull", False),
                            models.Q(("printed_by_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handout_says_who_printed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reassessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("catalog_version", models.PositiveIntegerField()),
                ("next_slice", models.PositiveSmallIntegerField(default=0)),
                ("patients", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="HER2Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_current", models.BooleanField(default=True)),
                ("category", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=40)),
                (
                    "was",
                    models.CharField(
                        blank=True,
                        help_text="Category before the last change, or as reported.",
                        max_length=20,
                    ),
                ),
                ("cause", models.CharField(blank=True, max_length=20)),
                ("reclassified", models.BooleanField(default=False)),
                ("reclassified_on", models.DateField(null=True)),
                (
                    "accession",
                    models.CharField(blank=True, help_text="Deciding specimen.", max_length=64),
                ),
                (
                    "because",
                    models.TextField(
                        blank=True,
                        editable=False,
                        help_text="Of rows from before grounds were stored: a sentence.",
                    ),
                ),
                (
                    "actions",
                    models.TextField(
                        blank=True, help_text="Action code and accession, one per line."
                    ),
                ),
                ("opened", models.TextField(blank=True, help_text="New options, one per line.")),
                (
                    "open_options",
                    models.TextField(
                        blank=True, help_text="Options with criteria met that day, one per line."
                    ),
                ),
                ("flags", models.TextField(blank=True, help_text="One per line.")),
                ("line", models.PositiveSmallIntegerField(null=True)),
                ("metastatic", models.BooleanField(default=False)),
                ("deceased", models.BooleanField(default=False)),
                (
                    "fault",
                    models.TextField(blank=True, help_text="Why the record could not be assessed."),
                ),
                (
                    "due_on",
                    models.DateField(
                        help_text="Next date on which the assessment changes without new data.",
                        null=True,
                    ),
                ),
                ("assessed_for", models.DateField()),
                (
                    "definitions",
                    models.DateField(
                        help_text="Date of the newest definition in force.", null=True
                    ),
                ),
                ("catalog_version", models.PositiveIntegerField()),
                ("assessed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="patients.patient",
                    ),
                ),
                (
                    "grounds",
                    models.JSONField(blank=True, default=list, help_text="Codes, data and dates."),
                ),
            ],
            options={
                "verbose_name": "HER2 assessment",
                "ordering": ["patient", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_current", True)),
                        fields=["due_on"],
                        name="assessment_due",
                    ),
                    models.Index(
                        condition=models.Q(("is_current", True)),
                        fields=["category"],
                        name="assessment_category",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("patient",),
                        name="assessment_one_is_current",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("needs_fixing", "data error"),
                            ("taken_back", "made with an error"),
                            ("option_opened", "new option"),
                            ("recount", "recount needed"),
                            ("results_disagree", "discordant results"),
                            ("her2_lost", "HER2 loss"),
                            ("ish_or_ihc", "ISH or IHC needed"),
                            ("no_result", "no HER2 result"),
                            ("find_score", "IHC score missing"),
                            ("faint_staining", "staining not stated"),
                            ("repeat_test", "repeat test"),
                            ("low_confidence", "low-confidence specimen"),
                            ("progressed", "progression since last biopsy"),
                            ("molecular_test", "molecular test"),
                            ("complete_history", "history to complete"),
                            ("confirm_line", "line number to confirm"),
                            ("date_ecog", "ECOG without a date"),
                        ],
                        max_length=20,
                    ),
                ),
                ("action", models.CharField(max_length=30)),
                ("accession", models.CharField(blank=True, max_length=64)),
                ("basis", models.TextField(blank=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("listed", "listed"),
                            ("behind", "listed under a more urgent task"),
                            ("waiting", "waiting"),
                            ("waiting_behind", "waiting, listed under another task"),
                            ("answered", "done"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "rank",
                    models.BigIntegerField(
                        help_text="Least first; biomarkers/assessment/ranking.py."
                    ),
                ),
                ("since", models.DateField(help_text="Date since which the task is open.")),
                ("waits_until", models.DateField(null=True)),
                ("requested_on", models.DateField(null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="biomarkers.her2assessment",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="work_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_items",
                        to="patients.patient",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="patients.careteam",
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=20)),
                ("cause", models.CharField(blank=True, max_length=20)),
                (
                    "grounds",
                    models.JSONField(blank=True, default=list, help_text="Codes, data and dates."),
                ),
            ],
            options={
                "ordering": ["rank", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("standing", "listed")),
                        fields=["rank"],
                        name="workitem_rank",
                    ),
                    models.Index(
                        condition=models.Q(("standing", "listed")),
                        fields=["why", "rank"],
                        name="workitem_why",
                    ),
                    models.Index(
                        condition=models.Q(("standing", "listed")),
                        fields=["owner", "rank"],
                        name="workitem_owner",
                    ),
                    models.Index(
                        condition=models.Q(("waits_until__isnull", False)),
                        fields=["waits_until"],
                        name="workitem_waits_until",
                    ),
                    models.Index(
                        condition=models.Q(("standing", "listed")),
                        fields=["team", "category", "rank"],
                        name="workitem_team_category",
                    ),
                    models.Index(
                        condition=models.Q(("standing", "listed")),
                        fields=["team", "rank", "standing"],
                        name="workitem_team_rank",
                    ),
                    models.Index(
                        condition=models.Q(("standing", "listed")),
                        fields=["team", "why", "rank", "standing"],
                        name="workitem_team_why",
                    ),
                    models.Index(
                        condition=models.Q(("standing", "listed")),
                        fields=["team", "category", "why", "standing"],
                        name="workitem_team_category_why",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "why", "accession"), name="workitem_once_a_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("standing", "listed")),
                        fields=("patient",),
                        name="workitem_stands_once",
                    ),
                ],
                "permissions": [("export_worklist", "Can export the worklist as CSV")],
            },
        ),
        migrations.CreateModel(
            name="WorkStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("requested", "requested"),
                            ("chased", "chased"),
                            ("discussed", "discussed"),
                            ("unchanged", "reviewed, unchanged"),
                            ("snoozed", "snoozed"),
                            ("brought_back", "returned to worklist"),
                            ("assigned", "assigned"),
                            ("commented", "commented"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("needs_fixing", "data error"),
                            ("taken_back", "made with an error"),
                            ("option_opened", "new option"),
                            ("recount", "recount needed"),
                            ("results_disagree", "discordant results"),
                            ("her2_lost", "HER2 loss"),
                            ("ish_or_ihc", "ISH or IHC needed"),
                            ("no_result", "no HER2 result"),
                            ("find_score", "IHC score missing"),
                            ("faint_staining", "staining not stated"),
                            ("repeat_test", "repeat test"),
                            ("low_confidence", "low-confidence specimen"),
                            ("progressed", "progression since last biopsy"),
                            ("molecular_test", "molecular test"),
                            ("complete_history", "history to complete"),
                            ("confirm_line", "line number to confirm"),
                            ("date_ecog", "ECOG without a date"),
                        ],
                        max_length=20,
                    ),
                ),
                ("accession", models.CharField(blank=True, max_length=64)),
                ("basis", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wanted", "patient wants to proceed"),
                            ("later", "not now, discuss later"),
                            ("not_appropriate", "not appropriate"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, help_text="Request as sent, reason or comment."),
                ),
                ("until", models.DateField(blank=True, null=True)),
                ("on", models.DateField(help_text="Date in the clinic's time zone.")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "assessment",
                    models.ForeignKey(
                        help_text="Assessment shown at that time.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="biomarkers.her2assessment",
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_steps",
                        to="patients.patient",
                    ),
                ),
                ("assigned_to_name", models.CharField(blank=True, max_length=200)),
                ("by_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["by", "on"], name="workstep_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "requested",
                                    "chased",
                                    "discussed",
                                    "unchanged",
                                    "snoozed",
                                    "brought_back",
                                    "assigned",
                                    "commented",
                                ],
                            )
                        ),
                        name="workstep_kind_known",
                        violation_error_message="Select one of: requested, chased, discussed, unchanged, snoozed, brought_back, assigned, commented.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["", "wanted", "later", "not_appropriate"])
                        ),
                        name="workstep_outcome_known",
                        violation_error_message="Select one of: wanted, later, not_appropriate.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "not_appropriate"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="workstep_not_appropriate_says_why",
                        violation_error_message="Enter why it is not appropriate.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "snoozed"), _negated=True),
                            ("until__isnull", False),
                            _connector="OR",
                        ),
                        name="workstep_snooze_ends",
                        violation_error_message="Enter an end date for the snooze.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "commented"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="workstep_comment_says_something",
                        violation_error_message="Enter a comment.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TableMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField(help_text="TOML text (docs/map-external-tables.md).")),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.careteam",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "-version"],
                "permissions": [("mapping_save", "Can save table mappings")],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("team", "name", "version"), name="tablemapping_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PathologyReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                (
                    "source_name",
                    models.CharField(blank=True, help_text="File name.", max_length=255),
                ),
                ("stated_accession", models.CharField(blank=True, max_length=64)),
                ("stated_read_on", patients.fields.PartialDateField(blank=True, null=True)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("set_aside", "set aside"),
                            ("confirmed", "confirmed"),
                            ("rejected", "rejected"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        help_text="Reason for rejecting or setting aside.",
                        max_length=500,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "patient",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty until the report is linked to a patient.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="patients.patient",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="patients.careteam",
                    ),
                ),
                ("received_by_name", models.CharField(blank=True, editable=False, max_length=200)),
                ("reviewed_by_name", models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                "ordering": ["received_at", "pk"],
                "default_permissions": [],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["received_at", "id"],
                        name="report_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "fingerprint"),
                        name="report_once_a_patient",
                        violation_error_message="This report was already received for this patient.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("patient", None)),
                        fields=("team", "fingerprint"),
                        name="report_once_while_nobodys",
                        violation_error_message="This report was already received.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stated_read_on__isnull", True),
                            ("stated_read_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="report_stated_read_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "set_aside", "confirmed", "rejected"])
                        ),
                        name="report_state_known",
                        violation_error_message="Select one of: waiting, set_aside, confirmed, rejected.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="report_has_text",
                        violation_error_message="Enter the report text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("patient__isnull", False),
                            _connector="OR",
                        ),
                        name="report_confirmed_is_somebodys",
                        violation_error_message="Link the report to a patient before you confirm it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_rejected_says_why",
                        violation_error_message="Enter the reason for rejecting the report.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at", None),
                                ("reviewed_by", None),
                                ("reviewed_by_name", ""),
                                ("state", "waiting"),
                            ),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("reviewed_at__isnull", False),
                                models.Q(
                                    ("reviewed_by__isnull", False),
                                    models.Q(("reviewed_by_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="report_reviewed_by_somebody",
                        violation_error_message="A reviewed report needs a reviewer and a review date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HER2Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "read_on",
                    patients.fields.PartialDateField(
                        help_text="Date of the report or re-read.", verbose_name="reading date"
                    ),
                ),
                (
                    "reported_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "positive"),
                            ("equivocal", "equivocal"),
                            ("negative", "negative"),
                            ("low", "low"),
                            ("ultralow", "ultralow"),
                            ("null", "null"),
                        ],
                        help_text="Category as stated in the report.",
                        max_length=9,
                        verbose_name="reported category",
                    ),
                ),
                (
                    "as_written",
                    models.TextField(
                        blank=True,
                        help_text="Copy the wording of the report.",
                        verbose_name="report wording",
                    ),
                ),
                (
                    "ihc_score",
                    models.CharField(
                        blank=True,
                        choices=[("0", "0"), ("1+", "1+"), ("2+", "2+"), ("3+", "3+")],
                        max_length=2,
                        verbose_name="IHC score",
                    ),
                ),
                (
                    "zero_staining",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "present (faint, in 10% of cells or fewer)"),
                            ("absent", "absent"),
                        ],
                        help_text="For IHC 0 only: faint membrane staining in any tumor cells?",
                        max_length=7,
                        verbose_name="faint staining (IHC 0)",
                    ),
                ),
                (
                    "percent_stained",
                    biomarkers.models.her2.CountField(
                        blank=True,
                        decimal_places=3,
                        help_text="0 to 100% of tumor cells.",
                        max_digits=7,
                        null=True,
                        verbose_name="stained cells (%)",
                    ),
                ),
                (
                    "ish_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "done"),
                            ("pending", "pending"),
                            ("failed", "failed"),
                            ("not_done", "not done"),
                        ],
                        max_length=8,
                        verbose_name="ISH status",
                    ),
                ),
                (
                    "ish_probe",
                    models.CharField(
                        blank=True,
                        choices=[("dual", "dual probe"), ("single", "single probe")],
                        max_length=6,
                        verbose_name="ISH probe",
                    ),
                ),
                (
                    "ish_ratio",
                    biomarkers.models.her2.CountField(
                        blank=True,
                        decimal_places=3,
                        max_digits=7,
                        null=True,
                        verbose_name="HER2/CEP17 ratio",
                    ),
                ),
                (
                    "her2_copies",
                    biomarkers.models.her2.CountField(
                        blank=True,
                        decimal_places=3,
                        help_text="Mean number per cell.",
                        max_digits=7,
                        null=True,
                        verbose_name="HER2 copies",
                    ),
                ),
                (
                    "cep17_copies",
                    biomarkers.models.her2.CountField(
                        blank=True,
                        decimal_places=3,
                        help_text="Mean number per cell.",
                        max_digits=7,
                        null=True,
                        verbose_name="CEP17 copies",
                    ),
                ),
                (
                    "ish_result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "positive"),
                            ("equivocal", "equivocal"),
                            ("negative", "negative"),
                        ],
                        help_text="As stated in the report.",
                        max_length=9,
                        verbose_name="ISH result",
                    ),
                ),
                (
                    "ish_recount",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "original group confirmed"),
                            ("changed", "group changed"),
                        ],
                        help_text="Blinded recount for ISH group 2, 3 or 4.",
                        max_length=9,
                        verbose_name="blinded ISH recount",
                    ),
                ),
                (
                    "assay",
                    models.CharField(blank=True, help_text="Antibody or probe.", max_length=200),
                ),
                (
                    "guideline",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("2007", "ASCO/CAP 2007"),
                            ("2013", "ASCO/CAP 2013"),
                            ("2018", "ASCO/CAP 2018"),
                            ("2023", "ASCO/CAP 2023"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "adequate",
                    models.BooleanField(
                        default=True,
                        help_text="Clear if the result is indeterminate.",
                        verbose_name="result interpretable",
                    ),
                ),
                ("pathologist", models.CharField(blank=True, max_length=200)),
                (
                    "biopsy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="her2_readings",
                        to="patients.biopsy",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="her2_readings",
                        to="biomarkers.pathologyreport",
                    ),
                ),
                (
                    "ihc_score_range",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0-1+", "between 0 and 1+"),
                            ("1-2+", "between 1+ and 2+"),
                            ("2-3+", "between 2+ and 3+"),
                        ],
                        help_text="Only without a single score.",
                        max_length=4,
                        verbose_name="IHC between scores",
                    ),
                ),
                (
                    "in_error",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.enteredinerror",
                    ),
                ),
            ],
            options={
                "verbose_name": "HER2 reading",
                "ordering": ["read_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_on__isnull", True),
                            ("read_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="her2_reading_read_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent_stained__isnull", True),
                            models.Q(("percent_stained__gte", 0), ("percent_stained__lte", 100)),
                            _connector="OR",
                        ),
                        name="her2_percent_0_to_100",
                        violation_error_message="Enter a percentage from 0 to 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ish_ratio__isnull", True),
                            models.Q(("ish_ratio__gte", 0), ("ish_ratio__lte", 100)),
                            _connector="OR",
                        ),
                        name="her2_ratio_0_to_100",
                        violation_error_message="Enter a ratio from 0 to 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reported_as__in",
                                [
                                    "",
                                    "positive",
                                    "equivocal",
                                    "negative",
                                    "low",
                                    "ultralow",
                                    "null",
                                ],
                            )
                        ),
                        name="her2_reported_as_known",
                        violation_error_message="Select one of: positive, equivocal, negative, low, ultralow, null.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ihc_score__in", ["", "0", "1+", "2+", "3+"])),
                        name="her2_ihc_score_known",
                        violation_error_message="Select one of: 0, 1+, 2+, 3+.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("zero_staining__in", ["", "present", "absent"])),
                        name="her2_zero_staining_known",
                        violation_error_message="Select one of: present, absent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ish_status__in", ["", "done", "pending", "failed", "not_done"])
                        ),
                        name="her2_ish_status_known",
                        violation_error_message="Select one of: done, pending, failed, not_done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ish_probe__in", ["", "dual", "single"])),
                        name="her2_ish_probe_known",
                        violation_error_message="Select one of: dual, single.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ish_result__in", ["", "positive", "equivocal", "negative"])
                        ),
                        name="her2_ish_result_known",
                        violation_error_message="Select one of: positive, equivocal, negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ish_recount__in", ["", "confirmed", "changed"])),
                        name="her2_ish_recount_known",
                        violation_error_message="Select one of: confirmed, changed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("guideline__in", ["", "2007", "2013", "2018", "2023"])),
                        name="her2_guideline_known",
                        violation_error_message="Select one of: 2007, 2013, 2018, 2023.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("her2_copies__isnull", True),
                            models.Q(("her2_copies__gte", 0), ("her2_copies__lte", 40)),
                            _connector="OR",
                        ),
                        name="her2_copies_0_to_40",
                        violation_error_message="Copies above 40 are the total of a count, not copies per cell: enter the mean per cell.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cep17_copies__isnull", True),
                            models.Q(("cep17_copies__gte", 0), ("cep17_copies__lte", 40)),
                            _connector="OR",
                        ),
                        name="her2_cep17_0_to_40",
                        violation_error_message="Copies above 40 are the total of a count, not copies per cell: enter the mean per cell.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ihc_score", ""), ("ihc_score_range", ""), _connector="OR"
                        ),
                        name="her2_one_score_or_a_range",
                        violation_error_message="Enter one IHC score or a range of two, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ihc_score_range__in", ["", "0-1+", "1-2+", "2-3+"])),
                        name="her2_ihc_score_range_known",
                        violation_error_message="Select one of: 0-1+, 1-2+, 2-3+.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("biopsy", "read_on"),
                        name="her2_reading_once_a_day",
                        violation_error_message="This specimen already has a HER2 reading on this date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceptorReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_on", patients.fields.PartialDateField(verbose_name="reading date")),
                (
                    "er_percent",
                    biomarkers.models.percent_field.PercentField(
                        help_text="Of tumor cells: 90, <1, >95 or 80-90.", verbose_name="ER (%)"
                    ),
                ),
                (
                    "er_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "positive"),
                            ("low_positive", "low positive (1–10%)"),
                            ("negative", "negative"),
                        ],
                        max_length=12,
                        verbose_name="ER status",
                    ),
                ),
                (
                    "pr_percent",
                    biomarkers.models.percent_field.PercentField(
                        help_text="Of tumor cells: 90, <1, >95 or 80-90.", verbose_name="PR (%)"
                    ),
                ),
                (
                    "pr_status",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "positive"), ("negative", "negative")],
                        max_length=8,
                        verbose_name="PR status",
                    ),
                ),
                (
                    "ki67_percent",
                    biomarkers.models.percent_field.PercentField(verbose_name="Ki-67 (%)"),
                ),
                (
                    "biopsy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receptor_readings",
                        to="patients.biopsy",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receptor_readings",
                        to="biomarkers.pathologyreport",
                    ),
                ),
                (
                    "in_error",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.enteredinerror",
                    ),
                ),
            ],
            options={
                "ordering": ["read_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_on__isnull", True),
                            ("read_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="receptor_reading_read_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("er_status__in", ["", "positive", "low_positive", "negative"])
                        ),
                        name="receptor_er_status_known",
                        violation_error_message="Select one of: positive, low_positive, negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pr_status__in", ["", "positive", "negative"])),
                        name="receptor_pr_status_known",
                        violation_error_message="Select one of: positive, negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("er_percent__isnull", True),
                            (
                                "er_percent__regex",
                                "^((<|>|<=|>=) *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)|(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)( *- *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?))?)$",
                            ),
                            _connector="OR",
                        ),
                        name="receptor_er_is_percent",
                        violation_error_message="Write a percentage as 90, <1, <=10, >95, >=90 or 80-90.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pr_percent__isnull", True),
                            (
                                "pr_percent__regex",
                                "^((<|>|<=|>=) *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)|(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)( *- *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?))?)$",
                            ),
                            _connector="OR",
                        ),
                        name="receptor_pr_is_percent",
                        violation_error_message="Write a percentage as 90, <1, <=10, >95, >=90 or 80-90.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ki67_percent__isnull", True),
                            (
                                "ki67_percent__regex",
                                "^((<|>|<=|>=) *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)|(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)( *- *(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?))?)$",
                            ),
                            _connector="OR",
                        ),
                        name="receptor_ki67_is_percent",
                        violation_error_message="Write a percentage as 90, <1, <=10, >95, >=90 or 80-90.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("biopsy", "read_on"),
                        name="receptor_reading_once_a_day",
                        violation_error_message="This specimen already has an ER/PR reading on this date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFieldDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tumor",
                    models.PositiveSmallIntegerField(
                        help_text="Tumor number in the report, starting at 0."
                    ),
                ),
                ("tumor_label", models.CharField(blank=True, max_length=200)),
                ("field", models.CharField(max_length=40)),
                ("proposed", models.TextField(blank=True)),
                (
                    "unclear",
                    models.TextField(blank=True, help_text="Reason why no value was proposed."),
                ),
                (
                    "words",
                    models.JSONField(blank=True, default=list, help_text="Positions in the text."),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("edited", "edited"),
                            ("rejected", "rejected"),
                            ("left_empty", "not recorded"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.TextField(blank=True, help_text="Recorded value.")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="biomarkers.pathologyreport",
                    ),
                ),
            ],
            options={
                "ordering": ["tumor", "pk"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "tumor", "field"), name="report_field_decided_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__in", ["confirmed", "edited", "rejected", "left_empty"])
                        ),
                        name="report_decision_known",
                        violation_error_message="Select one of: confirmed, edited, rejected, left_empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision", "confirmed"),
                                ("value", models.F("proposed")),
                                models.Q(("proposed", ""), _negated=True),
                            ),
                            models.Q(
                                ("decision", "edited"),
                                models.Q(("value", ""), _negated=True),
                                models.Q(("value", models.F("proposed")), _negated=True),
                            ),
                            models.Q(
                                ("decision", "rejected"),
                                ("value", ""),
                                models.Q(("proposed", ""), _negated=True),
                            ),
                            models.Q(("decision", "left_empty"), ("proposed", ""), ("value", "")),
                            _connector="OR",
                        ),
                        name="report_decision_means_what_it_says",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=100)),
                ("reason", models.TextField(blank=True, help_text="Why, and by which source.")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        editable=False,
                        help_text="Of the starting content that it brings.",
                        null=True,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: starting content that came with the program.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="biomarkers.catalogversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "permissions": [("publish_catalogdraft", "Can publish a draft of the catalog")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published__isnull", True),
                            ("dropped_at__isnull", True),
                            _connector="OR",
                        ),
                        name="catalog_draft_published_or_dropped",
                        violation_error_message="A draft that was dropped is not published.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TreatmentOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80)),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1000, help_text="Order in lists."),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("label", "FDA label"),
                            ("off_label", "usual practice, off label"),
                        ],
                        default="label",
                        max_length=10,
                    ),
                ),
                ("regimen", models.CharField(max_length=200)),
                (
                    "her2",
                    models.CharField(
                        choices=[
                            ("positive", "HER2-positive"),
                            ("ihc3+", "IHC 3+"),
                            ("low", "HER2-low"),
                            ("low|ultralow", "HER2-low or -ultralow"),
                            ("negative", "HER2-negative"),
                            ("any", "any"),
                        ],
                        default="any",
                        max_length=12,
                        verbose_name="HER2",
                    ),
                ),
                (
                    "hormone_receptor",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "ER or PR 1% or more"),
                            ("er_positive", "ER 1% or more"),
                            ("negative", "ER and PR below 1%"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "marker",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pdl1_cps>=10", "PD-L1 CPS 10 or more"),
                            ("msi=high", "MSI-high"),
                            ("tmb>=10", "TMB 10 mut/Mb or more"),
                            ("pd1=not_candidate", "not a candidate for a PD-1 inhibitor"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "patient",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("postmenopausal", "postmenopausal"),
                            ("postmenopausal_or_male", "postmenopausal woman, or man"),
                        ],
                        max_length=25,
                    ),
                ),
                (
                    "first_line",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "no prior systemic line"),
                            ("chemotherapy", "no prior chemotherapy line"),
                            (
                                "chemotherapy_or_anti_her2",
                                "no prior chemotherapy or anti-HER2 line",
                            ),
                            ("endocrine", "no prior endocrine line"),
                            ("endocrine_naive", "no prior endocrine therapy"),
                            ("maintenance", "maintenance after first-line anti-HER2 therapy"),
                            (
                                "on_ai_cdk46",
                                "ESR1 mutation emerging on aromatase + CDK4/6 inhibitor",
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "approved_on",
                    models.DateField(help_text="First day on which the option is shown."),
                ),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="First day on which the option is no longer shown.",
                        null=True,
                    ),
                ),
                ("trial", models.CharField(blank=True, max_length=100)),
                ("comparison", models.CharField(blank=True, max_length=200)),
                (
                    "pfs_months",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=5,
                        null=True,
                        verbose_name="median PFS, months",
                    ),
                ),
                (
                    "pfs_control",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=5,
                        null=True,
                        verbose_name="median PFS of the control arm, months",
                    ),
                ),
                (
                    "os_months",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=5,
                        null=True,
                        verbose_name="median OS, months",
                    ),
                ),
                (
                    "os_control",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=5,
                        null=True,
                        verbose_name="median OS of the control arm, months",
                    ),
                ),
                ("source", models.TextField(blank=True)),
                (
                    "verified_on",
                    models.DateField(
                        blank=True, help_text="Empty: shown as not verified.", null=True
                    ),
                ),
                (
                    "named_agent",
                    models.ForeignKey(
                        help_text="Drug this indication belongs to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="options",
                        to="patients.agent",
                    ),
                ),
                (
                    "address",
                    models.URLField(blank=True, help_text="Where it is read.", max_length=400),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "early_endpoint",
                    models.TextField(blank=True, help_text="Of early disease, in words."),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A: randomized phase 3, overall survival longer"),
                            ("B", "B: randomized phase 3, another endpoint better"),
                            ("C", "C: one arm, phase 2, or accelerated"),
                            ("D", "D: older approval or usual practice"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "label_also_asks",
                    models.TextField(
                        blank=True, help_text="What the label asks that a record does not hold."
                    ),
                ),
                (
                    "os_hr",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d\\.\\d+( \\(([\\d.]+ % CI )?\\d\\.\\d+-\\d\\.\\d+\\))?$",
                                "Write 0.62 or 0.62 (0.52-0.75).",
                            )
                        ],
                        verbose_name="hazard ratio of OS",
                    ),
                ),
                (
                    "os_longer",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="OS significantly longer"
                    ),
                ),
                (
                    "partner_may_have_failed",
                    models.BooleanField(
                        default=False,
                        help_text="The trial took patients in whom a partner of it had failed.",
                    ),
                ),
                (
                    "pfs_hr",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d\\.\\d+( \\(([\\d.]+ % CI )?\\d\\.\\d+-\\d\\.\\d+\\))?$",
                                "Write 0.62 or 0.62 (0.52-0.75).",
                            )
                        ],
                        verbose_name="hazard ratio of PFS",
                    ),
                ),
                (
                    "removes",
                    models.BooleanField(
                        default=False, editable=False, help_text="The draft takes the row out."
                    ),
                ),
                ("route", models.CharField(blank=True, max_length=40)),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("advanced", "advanced"),
                            ("neoadjuvant", "neoadjuvant"),
                            ("residual", "disease left after neoadjuvant treatment"),
                            ("adjuvant", "adjuvant"),
                        ],
                        default="advanced",
                        max_length=12,
                    ),
                ),
                ("since", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        help_text="At diagnosis, separated by | as in II|III.",
                        max_length=20,
                    ),
                ),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="1 to 6: place in the usual sequence of guidelines. An order to read in.",
                        null=True,
                    ),
                ),
                ("until", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "verified_against",
                    models.TextField(blank=True, help_text="What was read, and what was not."),
                ),
                (
                    "watch",
                    models.TextField(
                        blank=True, help_text="What to watch, with figures where found."
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_changes",
                        to="biomarkers.catalogdraft",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("approved_on")),
                            _connector="OR",
                        ),
                        name="option_ends_after_approval",
                        violation_error_message="The end date must be after the approval date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__in", ["", "A", "B", "C", "D"])),
                        name="option_evidence_known",
                        violation_error_message="Select one of: A, B, C, D.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", False), ("until__isnull", True)),
                        fields=("slug",),
                        name="option_once_in_force",
                        violation_error_message="The catalog in force has this row already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", True)),
                        fields=("draft", "slug"),
                        name="option_once_in_draft",
                        violation_error_message="The draft changes this row already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", False), ("draft__isnull", False), _connector="OR"
                        ),
                        name="option_in_version_or_draft",
                        violation_error_message="A row belongs to a version or to a draft.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="option_until_after_since",
                        violation_error_message="A row cannot end before it began.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("setting__in", ["advanced", "neoadjuvant", "residual", "adjuvant"])
                        ),
                        name="option_setting_known",
                        violation_error_message="Select one of: advanced, neoadjuvant, residual, adjuvant.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("step__isnull", True),
                            models.Q(("step__gte", 1), ("step__lte", 6)),
                            _connector="OR",
                        ),
                        name="option_step_1_to_6",
                        violation_error_message="A step is 1 to 6.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evidence", "A"), _negated=True),
                            ("os_longer", True),
                            _connector="OR",
                        ),
                        name="option_letter_a_lives_longer",
                        violation_error_message="Letter A asks that overall survival was longer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("draft__isnull", True),
                            models.Q(
                                models.Q(("source", ""), _negated=True),
                                models.Q(("regimen", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="option_has_regimen_and_source",
                        violation_error_message="A row names its regimen and its source.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegimenPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regimen_parts",
                        to="patients.agent",
                    ),
                ),
                (
                    "agent_class",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regimen_parts",
                        to="patients.agentclass",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="biomarkers.treatmentoption",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agent__isnull", True), ("agent_class__isnull", False)),
                            models.Q(("agent__isnull", False), ("agent_class__isnull", True)),
                            _connector="OR",
                        ),
                        name="regimen_part_is_agent_or_class",
                        violation_error_message="Choose a drug or a drug class, not both.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorTherapyCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "one_is_enough",
                    models.BooleanField(
                        default=False,
                        help_text="One of the criteria marked like this must be met; all unmarked criteria must be met.",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("endocrine", "endocrine lines"),
                            ("chemotherapy", "chemotherapy lines"),
                            ("anti_her2", "anti-HER2 lines"),
                            ("adc", "lines with an antibody-drug conjugate"),
                            ("systemic", "systemic lines"),
                            ("endocrine_any", "endocrine, any setting"),
                            ("chemotherapy_any", "chemotherapy, any setting"),
                            ("anti_her2_any", "anti-HER2, any setting"),
                            ("adc_any", "antibody-drug conjugate, any setting"),
                            ("systemic_any", "systemic, any setting"),
                            ("endocrine_progressed", "lines progressed on endocrine therapy"),
                            ("endocrine_failed", "progression or relapse on endocrine therapy"),
                            (
                                "endocrine_failed_any_time",
                                "progression on endocrine therapy, or relapse at any time after it",
                            ),
                            (
                                "systemic_besides_one_endocrine",
                                "systemic lines, not counting one endocrine line",
                            ),
                            (
                                "relapse_after_adjuvant_chemotherapy",
                                "relapse after (neo)adjuvant chemotherapy",
                            ),
                            (
                                "relapse_after_adjuvant_anti_her2",
                                "relapse after (neo)adjuvant anti-HER2 therapy",
                            ),
                            (
                                "relapse_after_adjuvant_endocrine",
                                "relapse after (neo)adjuvant endocrine therapy",
                            ),
                            ("agent", "agent given"),
                            ("class", "class given"),
                            ("progressed_agent", "agent progressed"),
                            ("progressed_class", "class progressed"),
                        ],
                        max_length=40,
                    ),
                ),
                ("at_least", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("within_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.agent",
                    ),
                ),
                (
                    "agent_class",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.agentclass",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prior_therapies",
                        to="biomarkers.treatmentoption",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "prior-therapy criteria",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agent__isnull", False),
                                ("measure__in", ["agent", "progressed_agent"]),
                            ),
                            models.Q(
                                ("agent_class__isnull", False),
                                ("measure__in", ["class", "progressed_class"]),
                            ),
                            models.Q(
                                ("measure__startswith", "relapse"), ("within_months__isnull", False)
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "measure__in",
                                        ["agent", "progressed_agent", "class", "progressed_class"],
                                    ),
                                    _negated=True,
                                ),
                                models.Q(("measure__startswith", "relapse"), _negated=True),
                                ("at_least__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="prior_therapy_says_how_much",
                        violation_error_message="Enter the number of lines, the number of months, or the drug or class.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AlterationCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gene", models.CharField(max_length=30)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("any", "detected"),
                            ("germline", "detected in the germline"),
                            ("somatic", "detected, of somatic origin"),
                            ("fusion", "fusion detected"),
                            ("V600E", "V600E detected"),
                            ("absent", "tested, not detected"),
                        ],
                        default="any",
                        max_length=10,
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alterations",
                        to="biomarkers.treatmentoption",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "alteration criteria",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BeforeStartCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1000, help_text="Order in lists."),
                ),
                ("source", models.TextField(blank=True)),
                (
                    "address",
                    models.URLField(blank=True, help_text="Where it is read.", max_length=400),
                ),
                (
                    "verified_on",
                    models.DateField(
                        blank=True, help_text="Empty: shown as not verified.", null=True
                    ),
                ),
                (
                    "removes",
                    models.BooleanField(
                        default=False, editable=False, help_text="The draft takes the row out."
                    ),
                ),
                ("since", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("until", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("agent_or_class", models.CharField(max_length=100)),
                ("check_name", models.SlugField(max_length=40, verbose_name="check")),
                ("says", models.CharField(max_length=260)),
                (
                    "valid_for",
                    models.CharField(
                        help_text="As 3 months, 6 weeks, 7 days, for life, always or once.",
                        max_length=20,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_changes",
                        to="biomarkers.catalogdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "check before the start",
                "verbose_name_plural": "checks before the start",
                "ordering": ["position", "agent_or_class"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", False), ("until__isnull", True)),
                        fields=("agent_or_class", "check_name"),
                        name="before_start_check_once_in_force",
                        violation_error_message="The catalog in force has this row already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", True)),
                        fields=("draft", "agent_or_class", "check_name"),
                        name="before_start_check_once_in_draft",
                        violation_error_message="The draft changes this row already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", False), ("draft__isnull", False), _connector="OR"
                        ),
                        name="before_start_check_in_version_or_draft",
                        violation_error_message="A row belongs to a version or to a draft.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="before_start_check_until_after_since",
                        violation_error_message="A row cannot end before it began.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1000, help_text="Order in lists."),
                ),
                ("source", models.TextField(blank=True)),
                (
                    "address",
                    models.URLField(blank=True, help_text="Where it is read.", max_length=400),
                ),
                (
                    "verified_on",
                    models.DateField(
                        blank=True, help_text="Empty: shown as not verified.", null=True
                    ),
                ),
                (
                    "removes",
                    models.BooleanField(
                        default=False, editable=False, help_text="The draft takes the row out."
                    ),
                ),
                ("since", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("until", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("list_name", models.SlugField(max_length=40, verbose_name="list")),
                ("term", models.CharField(max_length=100)),
                (
                    "whole",
                    models.BooleanField(
                        default=False, help_text="Only where it is the whole term."
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_changes",
                        to="biomarkers.catalogdraft",
                    ),
                ),
            ],
            options={
                "ordering": ["list_name", "term"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", False), ("until__isnull", True)),
                        fields=("list_name", "term"),
                        name="event_term_once_in_force",
                        violation_error_message="The catalog in force has this row already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", True)),
                        fields=("draft", "list_name", "term"),
                        name="event_term_once_in_draft",
                        violation_error_message="The draft changes this row already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", False), ("draft__isnull", False), _connector="OR"
                        ),
                        name="event_term_in_version_or_draft",
                        violation_error_message="A row belongs to a version or to a draft.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="event_term_until_after_since",
                        violation_error_message="A row cannot end before it began.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gene",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("symbol", models.CharField(max_length=30, unique=True)),
                ("hgnc_id", models.CharField(blank=True, max_length=20, verbose_name="HGNC id")),
                ("name", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["symbol"],
            },
        ),
        migrations.CreateModel(
            name="GeneName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("is_misspelling", models.BooleanField(default=False)),
                (
                    "gene",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="biomarkers.gene",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="OrganWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1000, help_text="Order in lists."),
                ),
                ("source", models.TextField(blank=True)),
                (
                    "address",
                    models.URLField(blank=True, help_text="Where it is read.", max_length=400),
                ),
                (
                    "verified_on",
                    models.DateField(
                        blank=True, help_text="Empty: shown as not verified.", null=True
                    ),
                ),
                (
                    "removes",
                    models.BooleanField(
                        default=False, editable=False, help_text="The draft takes the row out."
                    ),
                ),
                ("since", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("until", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("word", models.CharField(max_length=60)),
                ("organ", models.CharField(max_length=60)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_changes",
                        to="biomarkers.catalogdraft",
                    ),
                ),
            ],
            options={
                "ordering": ["organ", "word"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", False), ("until__isnull", True)),
                        fields=("word",),
                        name="organ_word_once_in_force",
                        violation_error_message="The catalog in force has this row already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", True)),
                        fields=("draft", "word"),
                        name="organ_word_once_in_draft",
                        violation_error_message="The draft changes this row already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", False), ("draft__isnull", False), _connector="OR"
                        ),
                        name="organ_word_in_version_or_draft",
                        violation_error_message="A row belongs to a version or to a draft.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="organ_word_until_after_since",
                        violation_error_message="A row cannot end before it began.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1000, help_text="Order in lists."),
                ),
                ("source", models.TextField(blank=True)),
                (
                    "address",
                    models.URLField(blank=True, help_text="Where it is read.", max_length=400),
                ),
                (
                    "verified_on",
                    models.DateField(
                        blank=True, help_text="Empty: shown as not verified.", null=True
                    ),
                ),
                (
                    "removes",
                    models.BooleanField(
                        default=False, editable=False, help_text="The draft takes the row out."
                    ),
                ),
                ("since", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("until", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("slug", models.SlugField(max_length=60, verbose_name="id")),
                (
                    "hazard",
                    models.CharField(
                        help_text="As adverse_event:ild, condition:heart_failure, lvef or ecog.",
                        max_length=60,
                    ),
                ),
                (
                    "threshold",
                    models.CharField(
                        help_text="From which strength it counts, as grade>=2 or hospitalised.",
                        max_length=120,
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        default="any_agent",
                        help_text="Whose events count: same_agent, same_class, same_class:CLASS or any_agent.",
                        max_length=60,
                    ),
                ),
                (
                    "applies_to",
                    models.TextField(
                        help_text="Agents and classes, separated by semicolons; or any."
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("block", "block"), ("caution", "caution")], max_length=10
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                (
                    "weighty",
                    models.BooleanField(default=False, help_text="The option is shown with care."),
                ),
                (
                    "says",
                    models.CharField(
                        help_text="The sentence that a clinician reads.", max_length=260
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_changes",
                        to="biomarkers.catalogdraft",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", False), ("until__isnull", True)),
                        fields=("slug",),
                        name="safety_rule_once_in_force",
                        violation_error_message="The catalog in force has this row already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", True)),
                        fields=("draft", "slug"),
                        name="safety_rule_once_in_draft",
                        violation_error_message="The draft changes this row already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", False), ("draft__isnull", False), _connector="OR"
                        ),
                        name="safety_rule_in_version_or_draft",
                        violation_error_message="A row belongs to a version or to a draft.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="safety_rule_until_after_since",
                        violation_error_message="A row cannot end before it began.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effect__in", ["block", "caution"])),
                        name="safety_rule_effect_known",
                        violation_error_message="Select one of: block, caution.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="safety_rule_has_source",
                        violation_error_message="A row names its source.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogPreview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of_changes_at", models.DateTimeField()),
                ("of_version", models.PositiveIntegerField()),
                ("began_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("patients", models.PositiveIntegerField(default=0, help_text="Looked at so far.")),
                ("of_patients", models.PositiveIntegerField(default=0)),
                (
                    "unreadable",
                    models.PositiveIntegerField(
                        default=0, help_text="Patients whose record needs fixing first."
                    ),
                ),
                ("open_counts", models.JSONField(default=dict)),
                (
                    "fault",
                    models.TextField(blank=True, help_text="Why it could not be worked out."),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="previews",
                        to="biomarkers.catalogdraft",
                    ),
                ),
            ],
            options={
                "ordering": ["-began_at"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="CatalogEffect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opens", models.TextField(blank=True, help_text="Options, one a line.")),
                ("closes", models.TextField(blank=True, help_text="Options, one a line.")),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effects",
                        to="biomarkers.catalogpreview",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preview", "patient"),
                        name="catalog_effect_once_a_patient",
                        violation_error_message="The preview has looked at this patient already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="The file or folder it came from.", max_length=200),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "marks",
                    models.ManyToManyField(
                        help_text="By which its new facts left the record again.",
                        related_name="+",
                        to="patients.enteredinerror",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.careteam",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="ImportJob",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("size", models.PositiveBigIntegerField()),
                (
                    "fingerprint",
                    models.CharField(help_text="SHA-256 of the upload.", max_length=64),
                ),
                ("mapping_name", models.CharField(blank=True, max_length=100)),
                (
                    "mapping",
                    models.TextField(blank=True, help_text="TOML text. Empty for a record folder."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "mapping needed"),
                            ("check_waits", "waiting for check"),
                            ("checking", "checking"),
                            ("checked", "checked, not imported yet"),
                            ("waits", "waiting for import"),
                            ("importing", "importing"),
                            ("done", "imported"),
                            ("refused", "rejected, nothing imported"),
                            ("cancelled", "cancelled, nothing imported"),
                            ("failed", "failed, nothing imported"),
                            ("undo_waits", "is being taken back"),
                            ("undone", "taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("counts", models.JSONField(default=list, help_text="File, new, changed, same.")),
                ("left_out", models.JSONField(default=dict, help_text="Skipped rows, by reason.")),
                ("faults", models.JSONField(default=list, help_text="File, line, column, error.")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.careteam",
                    ),
                ),
                (
                    "changes",
                    models.JSONField(
                        default=list,
                        help_text="Kind, file, line, patient, row, column, old, new; most important first.",
                    ),
                ),
                (
                    "effects",
                    models.JSONField(
                        default=list,
                        help_text="Patient, status before and after, what opens, what closes.",
                    ),
                ),
                (
                    "erase",
                    models.BooleanField(
                        default=False, help_text="Empty cells erase what is stored."
                    ),
                ),
                ("new_patients", models.JSONField(default=list, help_text="Record numbers.")),
                (
                    "warnings",
                    models.JSONField(default=list, help_text="File, line, column, warning."),
                ),
                (
                    "wrote",
                    models.OneToOneField(
                        help_text="What it wrote.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="job",
                        to="biomarkers.import",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "permissions": [("import_records", "Can import records of a care team")],
                "default_permissions": [],
                "indexes": [models.Index(fields=["team", "-created_at"], name="importjob_of_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "mapping",
                                    "check_waits",
                                    "checking",
                                    "checked",
                                    "waits",
                                    "importing",
                                    "done",
                                    "refused",
                                    "cancelled",
                                    "failed",
                                    "undo_waits",
                                    "undone",
                                ],
                            )
                        ),
                        name="importjob_state_known",
                        violation_error_message="Select one of: mapping, check_waits, checking, checked, waits, importing, done, refused, cancelled, failed, undo_waits, undone.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=40)),
                ("before", models.JSONField(null=True)),
                ("after", models.CharField(max_length=64)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="biomarkers.import",
                    ),
                ),
            ],
            options={
                "default_permissions": [],
            },
        ),
    ]
