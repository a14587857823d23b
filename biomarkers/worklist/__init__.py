"""The worklist: who stands on it and why (deriving), in which order (ranking), as a page
(listing), in words (sentences), and how much of it (load)."""
