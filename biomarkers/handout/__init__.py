"""The handout for the patient: questions, each answered from the assessment of the day.

`about_her2` says what the result is, `about_the_drug` what trastuzumab deruxtecan could mean and
its side effects, `about_the_plan` tests, biopsy, quality of life and what comes next.
"""

from .answer import Answer
from .questions import answers_for

__all__ = ["Answer", "answers_for"]
