"""Who may see whom: patients are what is private."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from .team import CareTeam


class PatientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every page starts here: patients of one's teams, and those whose glass one broke.

        All for those who may see everybody.
        """
        if not user.is_active:
            return self.none()
        if can_view_all_patients(user):
            return self
        return self.filter(
            Q(care_team__in=user.care_teams.all()) | Q(pk__in=lasting_glass(user).values("patient"))
        )

    def in_teams_of(self, user):
        """For lists, which a broken glass does not lengthen. Of all, for who may see everybody.

        A single team is asked for by itself: an index by name is sorted within a team.
        """
        teams = list(teams_of(user).values_list("pk", flat=True))
        if user.is_active and can_view_all_patients(user):
            return self
        return (
            self.filter(care_team=teams[0]) if len(teams) == 1 else self.filter(care_team__in=teams)
        )

    def numbered(self, mrn: str):
        """The patient with this MRN, or the one into whom that patient was merged."""
        merged = self.model.on_file.filter(mrn=mrn, merged_into__isnull=False)
        return self.filter(Q(mrn=mrn) | Q(pk__in=merged.values("merged_into")))

    def with_emergency_access(self, user):
        """`glass_ends_at`: until when one sees this patient by break-glass, None if by team."""
        lasting = lasting_glass(user).filter(patient=OuterRef("pk")).order_by("-ends_at")
        return self.annotate(glass_ends_at=Subquery(lasting.values("ends_at")[:1]))


def can_view_all_patients(user) -> bool:
    """By a permission that was given: to be a superuser gives no patient."""
    return not user.is_superuser and user.has_perm("patients.view_all_patients")


def is_guest(user, patient) -> bool:
    """Whether the user sees this patient by emergency access, and not by a care team."""
    return not (
        can_view_all_patients(user) or user.care_teams.filter(pk=patient.care_team_id).exists()
    )


def lasting_glass(user) -> models.QuerySet:
    """Glass that the user broke and that is still open."""
    return user.broken_glass.filter(ends_at__gt=timezone.now())


def teams_of(user) -> models.QuerySet:
    """The care teams whose patients the user sees."""
    if not user.is_active:
        return CareTeam.objects.none()
    if can_view_all_patients(user):
        return CareTeam.objects.all()
    return CareTeam.objects.filter(members=user)
