"""For those who run the server: one file that holds everything, and its way back (backup)."""
