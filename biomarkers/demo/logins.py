"""Who can log in to the demo; nobody of them exists where DEBUG is off."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, User

from patients.models import CareTeam

TEAMS = {"breast-clinic": "Breast clinic", "second-clinic": "Second clinic"}  # by folder
PASSWORD = "look-again"


@dataclass(frozen=True)
class Login:
    name: str
    may: str
    group: str = ""
    team: str = "Breast clinic"
    password: str = PASSWORD

    def make(self) -> None:
        is_administrator = not self.group
        user = User(username=self.name, is_staff=is_administrator, is_superuser=is_administrator)
        user.set_password(self.password)
        user.save()
        user.groups.set(Group.objects.filter(name=self.group))
        CareTeam.objects.get(name=self.team).members.add(user)


LOGINS = (
    Login("clinician", "sees and enters the patients of the breast clinic", "Clinicians"),
    Login("viewer", "sees the patients of the breast clinic", "Viewers"),
    Login("second", "sees and enters the patients of another team", "Clinicians", "Second clinic"),
    Login("administrator", "everything, the admin too"),
)


def logins_to_show() -> tuple[Login, ...]:
    """Only while DEBUG is on."""
    return LOGINS if settings.DEBUG else ()
