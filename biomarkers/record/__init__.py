"""From stored rows to the record that the domain reads (reading), and rows that were damaged in
the database (integrity, middleware)."""
