"""Fields of a long form in groups. A group is open where something is said, or is wrong, in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField, Form


@dataclass(frozen=True)
class Group:
    """Without a title: fields that always show."""

    title: str
    fields: list[BoundField]
    is_open: bool = True


def groups_of(form: Form) -> Iterator[Group]:
    """In the order of the form: what is in no group, then each group, then what confirms."""
    grouped: dict[str, tuple[str, ...]] = getattr(form, "groups_of", {})
    names = {name for members in grouped.values() for name in members}
    last = {"why", "sure", "override_reason", "confirm"} if grouped else set()
    shown = {field.name: field for field in form.visible_fields()}
    yield Group("", [f for name, f in shown.items() if name not in names | last])
    found = [(title, [shown[name] for name in members if name in shown])
             for title, members in grouped.items()]  # fmt: skip
    said = {
        title: any(field.errors or _is_said(field.value()) for field in fields)
        for title, fields in found
    }
    for place, (title, fields) in enumerate(found):
        first = place == 0 and not any(said.values())
        yield Group(title, fields, said[title] or first)
    yield Group("", [field for name, field in shown.items() if name in last])


def _is_said(value: object) -> bool:
    """A zero is; an empty choice and a box that is not ticked are not."""
    return bool(value) or (value == 0 and value is not False)
