"""Choices in words that several forms offer."""

from patients.language import to_say

ECOG_WORDS = [
    (0, to_say("0: fully active")),
    (1, to_say("1: restricted in strenuous activity")),
    (2, to_say("2: up and about more than half of the day")),
    (3, to_say("3: in bed or chair more than half of the day")),
    (4, to_say("4: completely disabled")),
]


GRADES = [
    ("", to_say("Not recorded")),
    (1, to_say("1: mild")),
    (2, to_say("2: moderate")),
    (3, to_say("3: severe")),
    (4, to_say("4: life-threatening")),
    (5, to_say("5: fatal")),
]
