"""What differs between two assessments of one patient: status, and options gained and lost."""

from dataclasses import dataclass

from .assessment import Assessment
from .options import AVAILABLE, Option


@dataclass(frozen=True)
class Difference:
    """`opened` and `closed`: options whose criteria are met after and were not before, and reverse.

    Whether a line works that they wait for makes no difference to that.
    """

    before: Assessment
    after: Assessment
    opened: tuple[Option, ...]
    closed: tuple[Option, ...]

    @property
    def status_changed(self) -> bool:
        before, after = self.before.her2, self.after.her2
        return (before.category, before.reason) != (after.category, after.reason)


def difference(before: Assessment, after: Assessment) -> Difference:
    return Difference(before, after, _only_in(after, before), _only_in(before, after))


def _only_in(one: Assessment, other: Assessment) -> tuple[Option, ...]:
    known = {option.row.slug for option in other.options if option.state in AVAILABLE}
    return tuple(o for o in one.options if o.state in AVAILABLE and o.row.slug not in known)


def regimens(options: tuple[Option, ...]) -> tuple[str, ...]:
    """Each once, in the order of the catalog."""
    return tuple(dict.fromkeys(option.row.regimen for option in options))
