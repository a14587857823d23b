"""The tables of patients in one step, for new databases. Older ones take the steps it replaces."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import patients.audit.mac
import patients.fields
import patients.models.prefix_index
import uuid
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    replaces = [
        ("patients", "0001_initial"),
        ("patients", "0002_override_reason"),
        ("patients", "0003_lvef"),
        ("patients", "0004_search_by_first_letters"),
        ("patients", "0005_name_order"),
        ("patients", "0006_audit_trail"),
        ("patients", "0007_export_permission"),
        ("patients", "0008_invitations"),
        ("patients", "0009_table_of_the_cache"),
        ("patients", "0010_health_and_history"),
        ("patients", "0011_dates_of_ecog"),
        ("patients", "0012_vocabulary"),
        ("patients", "0013_names_and_classes_of_agents"),
        ("patients", "0014_entered_in_error"),
        ("patients", "0015_merge"),
        ("patients", "0016_birth_date"),
        ("patients", "0017_plain_words"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgentClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
            ],
            options={
                "verbose_name_plural": "agent classes",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Agent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=100, unique=True, verbose_name="generic name"),
                ),
                (
                    "rxnorm_code",
                    models.CharField(
                        blank=True,
                        help_text="Enter only a verified code.",
                        max_length=20,
                        verbose_name="RxNorm ingredient code",
                    ),
                ),
                (
                    "classes",
                    models.ManyToManyField(
                        blank=True, related_name="agents", to="patients.agentclass"
                    ),
                ),
                (
                    "only_systemic",
                    models.BooleanField(
                        default=False,
                        help_text="It has no class, and that is meant: without it the catalog refuses such an agent.",
                        verbose_name="counts only as systemic",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="agent_name_unique_in_any_case",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("rxnorm_code", ""), _negated=True),
                        fields=("rxnorm_code",),
                        name="agent_rxnorm_code_unique",
                        violation_error_message="Another drug already has this RxNorm code.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentBrand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="brand name")),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brands",
                        to="patients.agent",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CareTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True, related_name="care_teams", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Patient",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "mrn",
                    models.CharField(
                        help_text="Medical record number, as on the chart.",
                        max_length=64,
                        unique=True,
                        verbose_name="MRN",
                    ),
                ),
                ("family_name", models.CharField(blank=True, max_length=200)),
                ("given_name", models.CharField(blank=True, max_length=200)),
                (
                    "birth_date",
                    patients.fields.PartialDateField(
                        blank=True, null=True, verbose_name="date of birth"
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("female", "female"),
                            ("male", "male"),
                            ("other", "other"),
                            ("unknown", "unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "menopausal_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pre", "premenopausal"),
                            ("peri", "perimenopausal"),
                            ("post", "postmenopausal"),
                            ("unknown", "unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "diagnosed_on",
                    patients.fields.PartialDateField(
                        blank=True, null=True, verbose_name="date of diagnosis"
                    ),
                ),
                (
                    "stage_at_diagnosis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "0"),
                            ("I", "I"),
                            ("II", "II"),
                            ("III", "III"),
                            ("IV", "IV"),
                        ],
                        help_text="Stage at first diagnosis. Do not change it when the cancer spreads.",
                        max_length=3,
                    ),
                ),
                (
                    "metastatic_on",
                    patients.fields.PartialDateField(
                        blank=True,
                        help_text="Date of first metastasis. Leave empty if not known.",
                        null=True,
                        verbose_name="date of first metastasis",
                    ),
                ),
                (
                    "deceased_on",
                    patients.fields.PartialDateField(
                        blank=True, null=True, verbose_name="date of death"
                    ),
                ),
                (
                    "last_contact_on",
                    patients.fields.PartialDateField(
                        blank=True, null=True, verbose_name="last contact"
                    ),
                ),
                (
                    "date_basis",
                    models.CharField(
                        choices=[
                            ("real", "actual dates"),
                            ("shifted", "shifted (intervals are real)"),
                            ("nominal", "placeholder (intervals are real)"),
                        ],
                        default="real",
                        help_text="Are the dates actual calendar dates?",
                        max_length=10,
                        verbose_name="date type",
                    ),
                ),
                (
                    "care_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patients",
                        to="patients.careteam",
                    ),
                ),
                (
                    "undated_ecog",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        editable=False,
                        help_text="Of an earlier version, until the date is entered with a performance status.",
                        null=True,
                        verbose_name="ECOG without a date",
                    ),
                ),
                (
                    "residual_disease",
                    models.BooleanField(
                        blank=True,
                        help_text="Invasive disease left after neoadjuvant treatment.",
                        null=True,
                    ),
                ),
                (
                    "treatment_history",
                    models.CharField(
                        blank=True,
                        choices=[("complete", "complete"), ("incomplete", "incomplete")],
                        help_text="Is every treatment for the cancer on record? Not recorded: without any treatment on record nothing is concluded from that.",
                        max_length=10,
                    ),
                ),
                (
                    "unresectable_on",
                    patients.fields.PartialDateField(
                        blank=True,
                        help_text="Locally advanced and cannot be operated, from this date. Empty: not known.",
                        null=True,
                        verbose_name="unresectable since",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="patients.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["family_name", "given_name", "mrn"],
                "permissions": [
                    ("view_all_patients", "Can see the patients of every care team"),
                    ("export_records", "Can export all records of a care team"),
                ],
                "indexes": [
                    patients.models.prefix_index.PrefixIndex(
                        fields=["family_name"], name="patient_family_name_begins"
                    ),
                    patients.models.prefix_index.PrefixIndex(
                        fields=["given_name"], name="patient_given_name_begins"
                    ),
                    patients.models.prefix_index.PrefixIndex(
                        fields=["mrn"], name="patient_mrn_begins"
                    ),
                    models.Index(fields=["family_name", "given_name", "mrn"], name="patient_name"),
                    models.Index(
                        fields=["care_team", "family_name", "given_name", "mrn"],
                        name="patient_team_name",
                    ),
                    models.Index(fields=["birth_date"], name="patient_birth_date"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "female", "male", "other", "unknown"])),
                        name="patient_sex_known",
                        violation_error_message="Select one of: female, male, other, unknown.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("menopausal_status__in", ["", "pre", "peri", "post", "unknown"])
                        ),
                        name="patient_menopausal_status_known",
                        violation_error_message="Select one of: pre, peri, post, unknown.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage_at_diagnosis__in", ["", "0", "I", "II", "III", "IV"])
                        ),
                        name="patient_stage_known",
                        violation_error_message="Select one of: 0, I, II, III, IV.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date_basis__in", ["real", "shifted", "nominal"])),
                        name="patient_date_basis_known",
                        violation_error_message="Select one of: real, shifted, nominal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date__isnull", True),
                            ("birth_date__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="patient_birth_date_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diagnosed_on__isnull", True),
                            ("diagnosed_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="patient_diagnosed_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("metastatic_on__isnull", True),
                            ("metastatic_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="patient_metastatic_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deceased_on__isnull", True),
                            ("deceased_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="patient_deceased_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_contact_on__isnull", True),
                            ("last_contact_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="patient_last_contact_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undated_ecog__isnull", True),
                            models.Q(("undated_ecog__gte", 0), ("undated_ecog__lte", 4)),
                            _connector="OR",
                        ),
                        name="patient_undated_ecog_0_to_4",
                        violation_error_message="Enter an ECOG performance status from 0 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("treatment_history__in", ["", "complete", "incomplete"])
                        ),
                        name="patient_treatment_history_known",
                        violation_error_message="Select one of: complete, incomplete.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unresectable_on__isnull", True),
                            ("unresectable_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="patient_unresectable_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineOfTreatment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="patients.patient",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lines of therapy",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "number"),
                        name="line_number_unique_for_patient",
                        violation_error_message="This patient already has a line with this number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="line_number_from_1",
                        violation_error_message="Line numbers start at 1.",
                    ),
                ],
                "verbose_name": "line of therapy",
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "object_pk",
                    models.CharField(db_index=True, max_length=255, verbose_name="object pk"),
                ),
                (
                    "object_id",
                    models.BigIntegerField(
                        blank=True, db_index=True, null=True, verbose_name="object id"
                    ),
                ),
                ("object_repr", models.TextField(verbose_name="object representation")),
                ("serialized_data", models.JSONField(null=True)),
                ("changes_text", models.TextField(blank=True, verbose_name="change message")),
                ("changes", models.JSONField(null=True, verbose_name="change message")),
                (
                    "cid",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        max_length=255,
                        null=True,
                        verbose_name="Correlation ID",
                    ),
                ),
                (
                    "remote_addr",
                    models.GenericIPAddressField(
                        blank=True, null=True, verbose_name="remote address"
                    ),
                ),
                (
                    "remote_port",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="remote port"),
                ),
                (
                    "timestamp",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="timestamp"
                    ),
                ),
                (
                    "additional_data",
                    models.JSONField(blank=True, null=True, verbose_name="additional data"),
                ),
                (
                    "actor_email",
                    models.CharField(
                        blank=True, max_length=254, null=True, verbose_name="actor email"
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "action",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "created"),
                            (1, "changed"),
                            (2, "removed"),
                            (3, "opened"),
                            (4, "searched"),
                            (5, "printed"),
                            (6, "exported"),
                            (7, "logged in"),
                            (8, "logged out"),
                            (9, "login failed"),
                            (10, "used emergency access"),
                            (11, "access denied"),
                        ]
                    ),
                ),
                ("patient_id", models.UUIDField(blank=True, null=True)),
                ("mac", patients.audit.mac.MacField(editable=False, max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "log entry",
                "verbose_name_plural": "log entries",
                "ordering": ["-timestamp", "-id"],
                "get_latest_by": "timestamp",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["patient_id", "timestamp"], name="audit_of_patient"),
                    models.Index(fields=["actor", "timestamp"], name="audit_of_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("mac", models.CharField(max_length=64)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to=settings.AUDITLOG_LOGENTRY_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="broken_glass",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="broken_glass",
                        to="patients.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "break-glass",
                "verbose_name_plural": "break-glass",
                "ordering": ["-opened_at"],
                "default_permissions": ["add"],
                "indexes": [
                    models.Index(fields=["opened_by", "ends_at"], name="break_glass_lasting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="break_glass_has_reason",
                        violation_error_message="Enter a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("opened_at"))),
                        name="break_glass_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("invited_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("invited_at"))),
                        name="invitation_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("used_at", None)),
                        fields=("user",),
                        name="one_open_invitation_for_user",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SingleSignOn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issuer", models.URLField(max_length=300)),
                ("subject", models.CharField(max_length=255)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="single_sign_on",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "subject"), name="one_user_for_subject"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConditionKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="As in record folders: letters, digits and underscores.",
                        unique=True,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="What it means; synonyms apart by ;", max_length=300
                    ),
                ),
                (
                    "severities",
                    models.CharField(
                        blank=True,
                        help_text="Those it can have, apart by |. Empty: none.",
                        max_length=100,
                    ),
                ),
                (
                    "snomed_ct",
                    models.CharField(blank=True, max_length=20, verbose_name="SNOMED CT"),
                ),
            ],
            options={
                "ordering": ["words"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9_]+$")),
                        name="condition_kind_code_is_plain",
                        violation_error_message="Write a code with small letters, digits and underscores.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentSynonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="synonym")),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="synonyms",
                        to="patients.agent",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="RegimenName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Where it may mean several: what to ask.",
                        max_length=200,
                    ),
                ),
                (
                    "agents",
                    models.ManyToManyField(related_name="regimen_names", to="patients.agent"),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="EnteredInError",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(help_text="The facts as they read, one a line.")),
                ("why", models.CharField(max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "rested_on",
                    models.TextField(
                        blank=True,
                        help_text="Handouts, requests and decisions made with the facts, one a line.",
                    ),
                ),
                ("restored_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "moved_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errors",
                        to="patients.patient",
                    ),
                ),
                (
                    "restored_by",
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
                "verbose_name": "entry in error",
                "verbose_name_plural": "entries in error",
                "ordering": ["-at", "-pk"],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="entered_in_error_says_why",
                        violation_error_message="Enter the reason.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="patient",
            name="in_error",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="patients.enteredinerror",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True), ("in_error__isnull", False), _connector="OR"
                ),
                name="patient_merged_counts_no_more",
                violation_error_message="A merged patient must be out of the record.",
            ),
        ),
        migrations.CreateModel(
            name="DiseaseStatus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", patients.fields.PartialDateField(verbose_name="date")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("stable", "stable"),
                            ("response", "response"),
                            ("no_evidence", "no evidence of disease"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disease_statuses",
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
                "verbose_name_plural": "disease statuses",
                "ordering": ["on", "status"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on__isnull", True),
                            ("on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="disease_status_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["stable", "response", "no_evidence"])),
                        name="disease_status_known",
                        violation_error_message="Select stable, response or no evidence of disease.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "on", "status"),
                        name="disease_status_once",
                        violation_error_message="This disease status is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Biopsy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "accession",
                    models.CharField(
                        help_text="Laboratory accession number.",
                        max_length=64,
                        verbose_name="accession number",
                    ),
                ),
                (
                    "collected_on",
                    patients.fields.PartialDateField(
                        help_text="Date the tissue was taken.", verbose_name="collection date"
                    ),
                ),
                ("site", models.CharField(max_length=200)),
                (
                    "laterality",
                    models.CharField(
                        blank=True, choices=[("left", "left"), ("right", "right")], max_length=5
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "primary tumor"),
                            ("local_recurrence", "local recurrence"),
                            ("metastasis", "metastasis"),
                        ],
                        help_text="If empty, breast is treated as primary and any other site as metastasis.",
                        max_length=20,
                        verbose_name="primary or metastasis",
                    ),
                ),
                (
                    "procedure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("core", "core biopsy"),
                            ("excision", "excision"),
                            ("resection", "resection"),
                            ("fine_needle", "fine needle aspiration"),
                            ("cytology", "cytology"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "decalcification",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "none"),
                            ("edta", "EDTA"),
                            ("acid", "acid"),
                            ("unknown", "unknown"),
                        ],
                        help_text="For bone only. Acid decalcification makes HER2 unreliable.",
                        max_length=10,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="biopsies",
                        to="patients.patient",
                    ),
                ),
                (
                    "tumor",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "left breast"),
                            ("right", "right breast"),
                            ("other", "another organ, not breast"),
                        ],
                        help_text="Which tumor it is of. Empty: that of its side, for a primary or local recurrence.",
                        max_length=5,
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
                "verbose_name_plural": "biopsies",
                "ordering": ["collected_on", "accession"],
                "indexes": [
                    patients.models.prefix_index.PrefixIndex(
                        fields=["accession"], name="biopsy_accession_begins"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("collected_on__isnull", True),
                            ("collected_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="biopsy_collected_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("laterality__in", ["", "left", "right"])),
                        name="biopsy_laterality_known",
                        violation_error_message="Select one of: left, right.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["", "primary", "local_recurrence", "metastasis"])
                        ),
                        name="biopsy_kind_known",
                        violation_error_message="Select one of: primary, local_recurrence, metastasis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "procedure__in",
                                ["", "core", "excision", "resection", "fine_needle", "cytology"],
                            )
                        ),
                        name="biopsy_procedure_known",
                        violation_error_message="Select one of: core, excision, resection, fine_needle, cytology.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decalcification__in", ["", "none", "edta", "acid", "unknown"])
                        ),
                        name="biopsy_decalcification_known",
                        violation_error_message="Select one of: none, edta, acid, unknown.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tumor__in", ["", "left", "right", "other"])),
                        name="biopsy_tumor_known",
                        violation_error_message="Select one of: left, right, other.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "accession"),
                        name="biopsy_accession_unique_for_patient",
                        violation_error_message="This patient already has a biopsy with this accession number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentGiven",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("neoadjuvant", "neoadjuvant"),
                            ("adjuvant", "adjuvant"),
                            ("metastatic", "metastatic"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "stated_line",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Line number given by the patient or an outside report.",
                        null=True,
                        verbose_name="line as reported by patient or outside report",
                    ),
                ),
                ("started_on", patients.fields.PartialDateField(verbose_name="start date")),
                (
                    "ended_on",
                    patients.fields.PartialDateField(
                        blank=True,
                        help_text="Leave empty if ongoing or not known.",
                        null=True,
                        verbose_name="end date",
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("progression", "progression"),
                            ("toxicity", "toxicity"),
                            ("completed", "completed"),
                            ("patient_choice", "patient’s choice"),
                            ("other", "other"),
                            ("unknown", "unknown"),
                        ],
                        max_length=20,
                        verbose_name="reason for stopping",
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="patients.agent",
                        verbose_name="drug",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        help_text="Metastatic treatment only. Leave empty to let Second Look suggest a number.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents_given",
                        to="patients.lineoftreatment",
                        verbose_name="line of therapy",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents_given",
                        to="patients.patient",
                    ),
                ),
                (
                    "override_reason",
                    models.CharField(
                        blank=True,
                        help_text="Required only if a label warning applies: why the drug is given anyway.",
                        max_length=500,
                        verbose_name="reason for overriding the label warning",
                    ),
                ),
                (
                    "agent_as_written",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where it was not the generic name.",
                        max_length=100,
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
                "verbose_name": "drug treatment",
                "verbose_name_plural": "drug treatments",
                "ordering": ["started_on", "agent__name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("line__isnull", True), ("setting", "metastatic"), _connector="OR"
                        ),
                        name="agent_given_line_is_metastatic",
                        violation_error_message="Only metastatic treatment has a line number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("started_on")),
                            ("started_on__startswith", models.F("ended_on")),
                            _connector="OR",
                        ),
                        name="agent_given_ends_after_start",
                        violation_error_message="The end date must be on or after the start date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            ("started_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="agent_given_started_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="agent_given_ended_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("setting__in", ["neoadjuvant", "adjuvant", "metastatic"])
                        ),
                        name="agent_given_setting_known",
                        violation_error_message="Select one of: neoadjuvant, adjuvant, metastatic.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end_reason__in",
                                [
                                    "",
                                    "progression",
                                    "toxicity",
                                    "completed",
                                    "patient_choice",
                                    "other",
                                    "unknown",
                                ],
                            )
                        ),
                        name="agent_given_end_reason_known",
                        violation_error_message="Select one of: progression, toxicity, completed, patient_choice, other, unknown.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True), ("ended_on__isnull", False)),
                        fields=("patient", "setting", "agent", "started_on", "ended_on"),
                        name="agent_given_once_over_a_stretch",
                        violation_error_message="This drug is already recorded for this period.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True), ("ended_on__isnull", True)),
                        fields=("patient", "setting", "agent", "started_on"),
                        name="agent_given_once_without_end",
                        violation_error_message="This drug is already recorded from this start date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdverseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(max_length=200, verbose_name="event (CTCAE term)")),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="CTCAE grade: 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 fatal. Leave empty if not known.",
                        null=True,
                    ),
                ),
                (
                    "ctcae_version",
                    models.CharField(
                        blank=True,
                        choices=[("5.0", "CTCAE 5.0"), ("6.0", "CTCAE 6.0")],
                        max_length=5,
                        verbose_name="CTCAE version",
                    ),
                ),
                (
                    "hospitalised",
                    models.BooleanField(blank=True, null=True, verbose_name="hospitalized"),
                ),
                ("onset_on", patients.fields.PartialDateField(verbose_name="onset date")),
                (
                    "resolved_on",
                    patients.fields.PartialDateField(
                        blank=True, null=True, verbose_name="resolution date"
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adverse_events",
                        to="patients.agent",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adverse_events",
                        to="patients.patient",
                    ),
                ),
                (
                    "agent_as_written",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where it was not the generic name.",
                        max_length=100,
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
                "ordering": ["onset_on", "term"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade__isnull", True),
                            models.Q(("grade__gte", 1), ("grade__lte", 5)),
                            _connector="OR",
                        ),
                        name="adverse_event_grade_1_to_5",
                        violation_error_message="Enter a CTCAE grade from 1 to 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on__isnull", True),
                            ("resolved_on__gte", models.F("onset_on")),
                            ("onset_on__startswith", models.F("resolved_on")),
                            _connector="OR",
                        ),
                        name="adverse_event_resolves_after_onset",
                        violation_error_message="The resolution date must be on or after the onset date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("onset_on__isnull", True),
                            ("onset_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="adverse_event_onset_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on__isnull", True),
                            ("resolved_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="adverse_event_resolved_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ctcae_version__in", ["", "5.0", "6.0"])),
                        name="adverse_event_ctcae_version_known",
                        violation_error_message="Select one of: 5.0, 6.0.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "agent", "term", "onset_on"),
                        name="adverse_event_once",
                        violation_error_message="This event is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
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
                        choices=[("surgery", "surgery"), ("radiotherapy", "radiotherapy")],
                        max_length=12,
                    ),
                ),
                ("started_on", patients.fields.PartialDateField(verbose_name="start date")),
                (
                    "ended_on",
                    patients.fields.PartialDateField(
                        blank=True, null=True, verbose_name="end date"
                    ),
                ),
                ("site", models.CharField(blank=True, max_length=200)),
                ("detail", models.TextField(blank=True, verbose_name="details")),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
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
                "ordering": ["started_on", "kind"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("started_on")),
                            ("started_on__startswith", models.F("ended_on")),
                            _connector="OR",
                        ),
                        name="procedure_ends_after_start",
                        violation_error_message="The end date must be on or after the start date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            ("started_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="procedure_started_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="procedure_ended_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["surgery", "radiotherapy"])),
                        name="procedure_kind_known",
                        violation_error_message="Select surgery or radiotherapy.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "kind", "started_on", "site"),
                        name="procedure_once",
                        violation_error_message="This procedure is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Progression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", patients.fields.PartialDateField(verbose_name="date")),
                ("site", models.CharField(blank=True, max_length=200)),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        help_text="For example, CT, PET, MRI or clinical exam.",
                        max_length=200,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progressions",
                        to="patients.patient",
                    ),
                ),
                (
                    "continued",
                    models.BooleanField(
                        blank=True,
                        help_text="Did the treatment go on beyond it, as with one irradiated spot?",
                        null=True,
                        verbose_name="treatment continued",
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
                "ordering": ["on", "site"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on__isnull", True),
                            ("on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="progression_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "on", "site"),
                        name="progression_once",
                        violation_error_message="This progression is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LVEFMeasurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measured_on", patients.fields.PartialDateField(verbose_name="measurement date")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="LVEF (%)")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("echocardiography", "echocardiography"),
                            ("muga", "MUGA scan"),
                            ("mri", "cardiac MRI"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lvef_measurements",
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
                "verbose_name": "LVEF measurement",
                "ordering": ["measured_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measured_on__isnull", True),
                            ("measured_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="lvef_measured_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["", "echocardiography", "muga", "mri"])),
                        name="lvef_method_known",
                        violation_error_message="Select echocardiography, MUGA or MRI.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(("percent__gte", 1), ("percent__lte", 99)),
                            _connector="OR",
                        ),
                        name="lvef_1_to_99",
                        violation_error_message="LVEF is 1 to 99%%.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "measured_on"),
                        name="lvef_once_a_day",
                        violation_error_message="LVEF is already recorded for this date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        blank=True, help_text="Empty: not known, or none applies.", max_length=20
                    ),
                ),
                ("noted_on", patients.fields.PartialDateField(verbose_name="noted")),
                (
                    "resolved_on",
                    patients.fields.PartialDateField(
                        blank=True, null=True, verbose_name="resolved"
                    ),
                ),
                ("detail", models.TextField(blank=True)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="patients.patient",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="patients.conditionkind",
                        verbose_name="condition",
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
                "ordering": ["noted_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on__isnull", True),
                            ("resolved_on__gte", models.F("noted_on")),
                            ("noted_on__startswith", models.F("resolved_on")),
                            _connector="OR",
                        ),
                        name="condition_resolves_after_noted",
                        violation_error_message="A condition cannot resolve before it was noted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("noted_on__isnull", True),
                            ("noted_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="condition_noted_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on__isnull", True),
                            ("resolved_on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="condition_resolved_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "kind", "noted_on"),
                        name="condition_once",
                        violation_error_message="This condition is on record from that date already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PerformanceStatus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", patients.fields.PartialDateField(verbose_name="date")),
                (
                    "ecog",
                    models.PositiveSmallIntegerField(
                        help_text="0 fully active to 4 bedbound.", verbose_name="ECOG"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="performance_statuses",
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
                "verbose_name": "performance status",
                "verbose_name_plural": "performance statuses",
                "ordering": ["on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on__isnull", True),
                            ("on__regex", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                            _connector="OR",
                        ),
                        name="performance_status_on_is_date",
                        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ecog__isnull", True),
                            models.Q(("ecog__gte", 0), ("ecog__lte", 4)),
                            _connector="OR",
                        ),
                        name="performance_status_ecog_0_to_4",
                        violation_error_message="ECOG is 0 to 4.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_error__isnull", True)),
                        fields=("patient", "on"),
                        name="performance_status_once_a_day",
                        violation_error_message="A performance status is on record for that date already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LikelyDuplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(help_text="What they have in common.", max_length=200)),
                (
                    "found_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["found_at", "pk"],
                "default_permissions": [],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["found_at"],
                        name="likely_duplicate_waits",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "other"), name="likely_duplicate_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PatientMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("changes", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="patients.patient",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.enteredinerror",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "undone_by",
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
                "ordering": ["-at"],
                "permissions": [("merge_patients", "Can merge two records of one person")],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True),
                        name="merge_of_two_patients",
                        violation_error_message="A record cannot be merged with itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="merge_says_why",
                        violation_error_message="Enter the reason.",
                    ),
                ],
            },
        ),
        # Failed logins are counted in it.
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
