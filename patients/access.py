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

    def beginning_with(self, word: str):
        """Whose name, record number or accession begins so, in any case.

        Each column is asked alone, as only so each is answered from its `PrefixIndex`.
        """
        keys = self.model.objects.order_by().values("pk")
        return self.filter(
            pk__in=keys.filter(family_name__istartswith=word).union(
                keys.filter(given_name__istartswith=word),
                keys.filter(mrn__istartswith=word),
                keys.filter(biopsies__accession__istartswith=word),
            )
        )


def teams_of(user) -> models.QuerySet:
    """The care teams whose patients the user sees."""
    from .models import CareTeam

    if not user.is_active:
        return CareTeam.objects.none()
    if user.has_perm("patients.view_all_patients"):
        return CareTeam.objects.all()
    return CareTeam.objects.filter(members=user)
