"""What a fault left behind, as a row of the table in docs/operations.md."""

from dataclasses import astuple, dataclass

HEADER = ("fault", "times", "acknowledged", "lost", "half-written", "stuck", "errors")


@dataclass
class Row:
    """`errors`: answers of 500, and exceptions that no program caught."""

    fault: str
    times: int = 0
    acknowledged: int = 0
    lost: int = 0
    half_written: int = 0
    stuck: int = 0
    errors: int = 0

    @property
    def is_bad(self) -> bool:
        return bool(self.lost or self.half_written or self.stuck or self.errors)

    def __str__(self) -> str:
        return f"| {' | '.join(str(cell) for cell in astuple(self))} |"


def heading() -> str:
    return f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}"
