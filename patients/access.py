"""Who may see whom: patients are what is private."""

from django.db import models


class PatientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every page starts here: the patients of one's teams, or all with the permission."""
        if not user.is_active:
            return self.none()
        if user.has_perm("patients.view_all_patients"):
            return self
        return self.filter(care_team__members=user)
