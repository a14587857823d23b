"""Pathology reports: taken in (receiving), what they seem to say (proposing), with the words marked
in the text (marking), what a person makes of it (tumor_form, reviewing), and what waits (queue)."""
