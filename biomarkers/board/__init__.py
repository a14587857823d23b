"""The tumor board: meetings, whom they discuss, and what they decide."""
