"""Treatment options as a page shows them: one row a regimen (regimens) in bands by what the reader
asks (bands), with the evidence in words (evidence), and two side by side (side_by_side)."""
