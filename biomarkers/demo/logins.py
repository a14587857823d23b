"""Who can log in to the demo; nobody of them exists where DEBUG is off."""

from dataclasses import dataclass

from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.models import Group, User

from patients.language import to_say
from patients.models import CareTeam

TEAMS = {"breast-clinic": "Breast clinic", "second-clinic": "Second clinic"}  # by folder
PASSWORD = "look-again"
SECRET = "SECONDLOOKSECONDLOOKSECONDLOOK22"  # of the second factor that staff must use


@dataclass(frozen=True)
class Login:
    name: str
    may: str
    group: str
    team: str = "Breast clinic"
    password: str = PASSWORD
    is_staff: bool = False

    def make(self) -> None:
        user = User(username=self.name, is_staff=self.is_staff)
        user.set_password(self.password)
        user.save()
        user.groups.set(Group.objects.filter(name=self.group))
        user.care_teams.set(CareTeam.objects.filter(name=self.team))
        if self.is_staff:
            totp.TOTP.activate(user, SECRET)


LOGINS = (
    Login("clinician", to_say("view and edit patients of the breast clinic"), "Clinicians"),
    Login("viewer", to_say("view patients of the breast clinic"), "Viewers"),
    Login("second", to_say("view and edit patients of another team"), "Clinicians",
          "Second clinic"),
    Login("pathologist", to_say("view the same patients, enter readings"), "Pathologists"),
    Login("coordinator", to_say("worklist and requests; no results"), "Coordinators"),
    Login("manager", to_say("import, export, catalog"), "Data managers", is_staff=True),
    Login("privacy", to_say("read the audit trail; no charts"), "Privacy officers", team=""),
    Login("administrator", to_say("manage users and teams; no charts"), "Administrators", team="",
          is_staff=True),
)  # fmt: skip


def logins_to_show() -> tuple[Login, ...]:
    """Only while DEBUG is on."""
    return LOGINS if settings.DEBUG else ()


def code_to_show() -> str:
    """What an authenticator app would say now to staff of the demo; only while DEBUG is on."""
    if not settings.DEBUG:
        return ""
    return totp.format_hotp_value(
        totp.hotp_value(SECRET, next(totp.yield_hotp_counters_from_time()))
    )
