"""Stored assessments: written with each change (storing, receivers), for everyone (everyone), and
the work that follows from them (deriving, ranking)."""
