"""How what is on record changes: one writer at a time (locking), the second of two is told
(conflicts), facts leave and come back (taking_back), the last save is undone (undo)."""
