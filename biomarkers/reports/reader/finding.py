"""What one sentence says: findings, each with its place in the readable text, before weighing."""

from dataclasses import dataclass, replace

WEAK, PLAIN, OVERALL, AMENDED = range(4)  # which of several findings counts


def marker_of(name: str) -> str:
    """The marker whose result a column holds."""
    return next(
        (marker for marker in ("er", "pr", "ki67") if name.startswith(f"{marker}_")), "her2"
    )


@dataclass(frozen=True)
class Finding:
    """A column with its value from text[start:end]; `unclear` says why the value is not sure.

    A doubted finding keeps its value, so that it can be weighed against others. `rank` says which
    counts where several are found.
    """

    name: str
    value: str
    start: int
    end: int
    unclear: str = ""
    rank: int = PLAIN

    def doubted(self, because: str) -> "Finding":
        return replace(self, unclear=self.unclear or because)

    @property
    def is_sure(self) -> bool:
        return bool(self.value) and not self.unclear
