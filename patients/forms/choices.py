"""Choices in words that several forms offer."""

ECOG_WORDS = [
    (0, "0: fully active"),
    (1, "1: restricted in strenuous activity"),
    (2, "2: up and about more than half of the day"),
    (3, "3: in bed or chair more than half of the day"),
    (4, "4: completely disabled"),
]


GRADES = [
    ("", "Not recorded"),
    (1, "1: mild"),
    (2, "2: moderate"),
    (3, "3: severe"),
    (4, "4: life-threatening"),
    (5, "5: fatal"),
]
