"""The worklist with what waits, and by how long it waits, without reading a whole team."""

from django.db import migrations, models
from django.db.models import Q

from patients.migrations._concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('biomarkers', '0035_handout_made_with_default'),
    ]

    operations = [
        AddIndexConcurrently("workitem", index)
        for index in (
            models.Index(
                fields=["team", "rank", "since"],
                condition=Q(standing__in=["listed", "waiting"]),
                name="workitem_team_open",
            ),
            models.Index(
                fields=["team", "rank", "requested_on"],
                condition=Q(standing="waiting"),
                name="workitem_team_waiting",
            ),
            models.Index(
                fields=["team", "since"], condition=Q(standing="listed"), name="workitem_team_age"
            ),
        )
    ]
