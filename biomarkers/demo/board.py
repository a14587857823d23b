"""A meeting of the tumor board with patients of the demo, one of them decided."""

from django.contrib.auth.models import User
from django.utils import timezone

from biomarkers.domain.codes import BoardOutcome
from biomarkers.models import BoardDecision, BoardMeeting
from patients.actions import save_facts
from patients.audit.recording import acting
from patients.models import CareTeam, Patient

PRESENT = "Dr. Moreno (oncology), Dr. Lind (pathology), Dr. Okoye (radiology)"
QUESTIONS = {
    "40021-7": "Keep trastuzumab deruxtecan in reserve while line 4 holds?",
    "41358-8": "Lung 1+ (2022) against breast 3+ (2016): which one to treat?",
    "41654-7": "1+ in 2019, no staining in 2024: read both again?",
    "40058-2": "Next line after elacestrant, with pneumonitis in 2023?",
    "40507-3": "HER2-ultralow: what after capecitabine?",
    "41099-1": "ISH on the liver of January 2025?",
}
DECIDED = "41654-7"


def plan_demo_meeting(team: str, by: User) -> None:
    """Today's, open, with the list above."""
    today = timezone.localdate()
    patients = {p.mrn: p for p in Patient.objects.filter(care_team__name=team, mrn__in=QUESTIONS)}
    with acting(by):
        meeting = BoardMeeting.objects.create(
            team=CareTeam.objects.get(name=team), on=today, starts_at="13:00", present=PRESENT
        )
        for place, (mrn, question) in enumerate(QUESTIONS.items(), start=1):
            meeting.cases.create(patient=patients[mrn], question=question, place=place)
    decision = BoardDecision(
        patient=patients[DECIDED],
        meeting=meeting,
        on=today.isoformat(),
        question=QUESTIONS[DECIDED],
        outcome=BoardOutcome.MORE_INFORMATION,
        text="Read the specimen of 2019 again, with the one of 2024 beside it. Discuss then.",
        decided_by=PRESENT,
    )
    save_facts([decision], by=by)
