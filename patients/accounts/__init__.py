"""Who gets in: login, second factor, sessions, invitations, single sign-on. What they may do there
is `patients/accounts/groups.py`."""
