from django.conf import settings
from django.db import models


class CareTeam(models.Model):
    """Clinicians who may see a set of patients."""

    name = models.CharField(max_length=100, unique=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="care_teams", blank=True
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
