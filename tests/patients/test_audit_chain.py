"""The trail is tamper-evident: whatever one does to it by the database alone is found."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.audit.chain import LATE, head, seal
from patients.audit.events import Action, log_user_event
from patients.audit.models import AppendOnlyError
from patients.audit.verifying import faults_of_trail
from patients.models import AuditEvent, AuditLink

ENTRIES = 6


@pytest.fixture
def trail(clinician):
    for number in range(ENTRIES):
        log_user_event(Action.SEARCH, clinician, text=f"word {number}", found=number)
    seal()
    return list(AuditEvent.objects.order_by("link__number"))


def faults(heads=()) -> list[str]:
    return list(faults_of_trail(heads))


def test_a_trail_that_nobody_touched_has_no_fault(trail):
    assert faults([head()]) == []


def test_every_entry_is_sealed_once_and_in_order(trail):
    assert seal() == 0
    numbers = list(AuditLink.objects.values_list("number", flat=True))
    assert numbers == list(range(1, AuditEvent.objects.count() + 1))


# What an attacker with the database, but without the key, can write into each column.
WRITTEN = {
    "timestamp": st.datetimes(timezones=st.just(timezone.get_default_timezone())),
    "object_pk": st.text("0123456789abcdef-", min_size=1, max_size=36),
    "object_repr": st.text("abc", max_size=5),
    "action": st.integers(0, 10),
    "changes": st.none() | st.dictionaries(st.text("ab"), st.lists(st.text("ab")), max_size=2),
    "additional_data": st.none() | st.dictionaries(st.text("ab"), st.integers(0, 9), max_size=2),
    "remote_addr": st.none() | st.ip_addresses(v=4).map(str),
    "actor_id": st.none(),
    "patient_id": st.uuids(),
    "mac": st.text("0123456789abcdef", min_size=64, max_size=64),
}


@given(data=st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_changed_column_of_any_entry_is_found(trail, data):
    event = data.draw(st.sampled_from(trail))
    column = data.draw(st.sampled_from(sorted(WRITTEN)))
    value = data.draw(WRITTEN[column].filter(lambda new: new != getattr(event, column)))

    with undone():
        AuditEvent.objects.filter(pk=event.pk).update(**{column: value})

        assert any(str(event.pk) in fault for fault in faults())


def _remove(event):
    AuditLink.objects.filter(event=event).delete()
    AuditEvent.objects.filter(pk=event.pk).delete()


def _remove_the_entry_alone(event):
    with connection.constraint_checks_disabled():
        AuditEvent.objects.filter(pk=event.pk)._raw_delete("default")


def _unseal(event):
    AuditLink.objects.filter(event=event).delete()


def _close_the_gap(event):
    """Remove an entry and number the rest anew."""
    number = event.link.number
    _remove(event)
    for link in AuditLink.objects.filter(number__gt=number).order_by("number"):
        AuditLink.objects.filter(pk=link.pk).update(number=link.number - 1)


def _insert_a_forged_one(event):
    AuditEvent.objects.bulk_create(
        [AuditEvent(action=Action.LOGIN, content_type=event.content_type, object_pk="1")]
    )
    forged = AuditEvent.objects.filter(link=None)
    forged.update(mac="0" * 64)


def _insert_a_copy(event):
    """Of a true entry, under a number of its own."""
    copy = AuditEvent.objects.get(pk=event.pk)
    old_mac, copy.pk = copy.mac, "00000000-0000-4000-8000-000000000000"
    AuditEvent.objects.bulk_create([copy])
    AuditEvent.objects.filter(pk=copy.pk).update(mac=old_mac)


def _swap_two(event):
    other = AuditLink.objects.exclude(event=event).first()
    mine = event.link
    AuditLink.objects.filter(pk__in=[mine.pk, other.pk]).delete()
    AuditLink(number=mine.number, event_id=other.event_id, mac=mine.mac).save()
    AuditLink(number=other.number, event_id=mine.event_id, mac=other.mac).save()


def _cut_off(event):
    number = event.link.number
    later = AuditLink.objects.filter(number__gte=number)
    ids = list(later.values_list("event_id", flat=True))
    later.delete()
    AuditEvent.objects.filter(pk__in=ids).delete()


ATTACKS = [_remove, _remove_the_entry_alone, _unseal, _close_the_gap, _insert_a_forged_one,
           _insert_a_copy, _swap_two, _cut_off]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__.strip("_"))
@pytest.mark.parametrize("place", range(ENTRIES))
def test_any_other_single_attack_is_found_at_every_place(trail, attack, place):
    exported = head()

    with undone():
        attack(trail[place])

        assert faults([exported])


class undone:
    """What is done within is taken back: the next example finds the trail as it was."""

    def __enter__(self):
        self.block = transaction.atomic()
        self.block.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        return self.block.__exit__(*error)


def test_a_trail_that_was_written_anew_with_another_key_is_found(trail, settings):
    settings.AUDIT_KEY = "a key that an attacker made up"

    assert len(faults()) >= ENTRIES


def test_an_entry_that_was_never_sealed_is_told_after_a_day(trail, clinician, time_machine):
    log_user_event(Action.SEARCH, clinician, text="late")
    assert faults() == []

    time_machine.move_to(timezone.now() + LATE * 2)

    assert "was never sealed" in faults()[0]


@pytest.mark.parametrize("days", [-400, -2, 2, 400])
def test_a_clock_that_was_wrong_for_a_while_leaves_nothing_unsealed(
    trail, clinician, time_machine, days
):
    today = timezone.now()
    for when in (today + timedelta(days=days), today + timedelta(minutes=5)):
        time_machine.move_to(when)
        log_user_event(Action.SEARCH, clinician, text="word")
        seal()

    time_machine.move_to(today + LATE * 3)
    assert faults([head()]) == []


def test_the_program_itself_neither_rewrites_nor_deletes_an_entry(trail):
    with pytest.raises(AppendOnlyError):
        trail[0].save()
    with pytest.raises(AppendOnlyError):
        trail[0].delete()


def test_the_commands_seal_export_and_verify(trail, clinician, tmp_path):
    heads = tmp_path / "heads.jsonl"
    heads.write_text(_said("export_audit_head"))
    log_user_event(Action.SEARCH, clinician, text="after the export")
    assert _said("seal_audit").startswith("1 ")

    assert "as they were written" in _said("verify_audit", heads=heads)
    assert json.loads(heads.read_text())["number"] == head().number - 1

    AuditLink.objects.order_by("-number")[0].delete()
    AuditLink.objects.order_by("-number")[0].delete()
    with pytest.raises(CommandError, match="truncated"):
        _said("verify_audit", heads=heads)


def test_a_file_without_heads_is_refused(db, tmp_path):
    heads = tmp_path / "heads.jsonl"
    heads.write_text("no head\n")

    with pytest.raises(CommandError, match="line 1"):
        _said("verify_audit", heads=heads)


def _said(command: str, **options) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()
