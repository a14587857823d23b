"""The audit trail: who did what to whom, when and from where, chained so that tampering shows."""
