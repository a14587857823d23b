"""Finding patients: the words by which one is found (words), kept beside the record (keeping), and
the search for them (finding)."""
