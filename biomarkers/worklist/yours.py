"""Whose task is whose by their role: pathologists and coordinators see theirs first."""

from django.db.models import Q

from biomarkers.domain.work import Why

OF_PATHOLOGY = (
    Why.AMENDED,
    Why.RECOUNT,
    Why.RESULTS_DISAGREE,
    Why.ISH_OR_IHC,
    Why.NO_RESULT,
    Why.FIND_SCORE,
    Why.FAINT_STAINING,
    Why.REPEAT_TEST,
    Why.LOW_CONFIDENCE,
)
REQUESTS = (*OF_PATHOLOGY[1:], Why.MOLECULAR_TEST)


def reasons_of(user) -> tuple[Why, ...]:
    """By what a role may do: readings and no other result, or tasks and no result at all."""
    if not user.has_perm("biomarkers.view_her2assessment"):
        return REQUESTS if user.has_perm("biomarkers.add_workstep") else ()
    enters_readings = user.has_perm("biomarkers.add_her2reading")
    return OF_PATHOLOGY if enters_readings and not user.has_perm("patients.add_biopsy") else ()


def theirs(user) -> Q | None:
    """Tasks of the user's role, and those assigned to the user. None for roles without own ones."""
    reasons = reasons_of(user)
    return Q(why__in=reasons) | Q(owner=user.pk) if reasons else None
