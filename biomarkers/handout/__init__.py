"""The handout: what patients are told to ask, answered from their own record in plain words.

Every answer names its source, or is left to the team. Nothing that was not checked is in it.
"""

from .questions import Answer, answers_for

__all__ = ["Answer", "answers_for"]
