"""The catalog of treatment options: the one in force, compiled (current), and the one to start
with (starting_content, content/)."""
