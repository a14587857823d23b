"""The worker of production, in the test's own process."""

import signal

from django.core.management import call_command

_TAKEN = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


def work_through() -> None:
    """Everything that waits, then end; signals mean again what they meant before."""
    before = {number: signal.getsignal(number) for number in _TAKEN}
    try:
        call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
