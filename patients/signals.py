"""What `patients` tells those who built on it."""

from django.dispatch import Signal

# Sent inside the transaction that changed the record, with `patient_ids`.
record_changed = Signal()

# Sent inside the transaction that changed names or classes of agents.
agents_changed = Signal()

# Sent before facts leave a record, with `facts`. Receivers return lines of words: what was done
# for the patient that rested on them.
leaving_record = Signal()
