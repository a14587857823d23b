from django.db import models

from patients.fields import PlainOrderField

from .patient import Patient
from .team import CareTeam

LONGEST = 60  # letters of a word: what is longer is found by its beginning


class SearchWord(models.Model):
    """One word by which a patient is found, folded; derived from the record (patients/search).

    Its team is the patient's, so that a search of one team is read from one stretch of an index.
    """

    team = models.ForeignKey(CareTeam, models.CASCADE, related_name="+", db_index=False)
    patient = models.ForeignKey(Patient, models.CASCADE, related_name="search_words")
    word = PlainOrderField(max_length=LONGEST)
    is_number = models.BooleanField(default=False)  # of the patient or a specimen, whole

    class Meta:
        default_permissions = []
        indexes = [models.Index(fields=["team", "word", "patient"], name="search_word")]

    def __str__(self):
        return self.word
