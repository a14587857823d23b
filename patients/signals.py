"""What `patients` tells those who built on it."""

from django.dispatch import Signal

# Sent inside the transaction that changed the record, with `patient_ids`.
record_changed = Signal()

# Sent inside the transaction that changed names or classes of agents.
agents_changed = Signal()

# Sent before facts leave a record, with `facts`. Receivers return lines of words: what was done
# for the patient that rested on them.
leaving_record = Signal()

# Sent before one patient is erased permanently, in that transaction, with `record`
# (patients/operations/erasing.py): who keeps copies beside the rows takes them out.
patient_erased = Signal()
