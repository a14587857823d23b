"""The key of the trail is replaced: what was written before stays proven, and nothing later."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from patients.accounts.checks import check_audit_keys_of_before
from patients.audit.chain import UnknownKeyError, seal
from patients.audit.events import Action, log_user_event
from patients.audit.keeping import cut_before, erase_content
from patients.audit.keys import Key, keys
from patients.audit.mac import event_mac, link_mac
from patients.audit.verifying import faults_of_trail
from patients.models import AuditEvent, AuditLink

OLD, NEW = "the key of before " * 4, "the key in force " * 4


@pytest.fixture
def replaced(settings, request, time_machine):
    """Entries sealed with the old key; it was replaced two days later, and three follow."""
    time_machine.move_to(timezone.now(), tick=False)
    settings.AUDIT_KEY = OLD
    clinician = request.getfixturevalue("clinician")  # whose account is on the trail too
    _work(clinician)
    last_day = f"{timezone.now():%Y-%m-%d}"
    time_machine.shift(timedelta(days=2))
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = NEW, [f"{OLD}@{last_day}"]
    _work(clinician)
    return settings


def _work(clinician) -> None:
    for number in range(3):
        log_user_event(Action.SEARCH, clinician, text=f"word {number}")
    seal()


def faults() -> list[str]:
    return list(faults_of_trail())


def test_both_parts_are_proven_and_each_link_names_its_key(replaced):
    new, old = keys()

    assert faults() == []
    assert list(AuditLink.objects.values_list("key_id", flat=True)).count(new.id) == 3
    assert set(AuditLink.objects.values_list("key_id", flat=True)) == {old.id, new.id}


def test_without_the_old_key_its_links_are_named(replaced):
    replaced.AUDIT_KEY_FALLBACKS = []

    assert "is sealed with key" in " ".join(faults())


def test_links_of_before_keys_had_names_are_proven_by_any(replaced):
    AuditLink.objects.filter(key_id=keys()[1].id).update(key_id="")

    assert faults() == []


def _forge(event: AuditEvent, key: Key, **changes) -> None:
    """As who knows an old key and can write to the database does, the following links too."""
    AuditEvent.objects.filter(pk=event.pk).update(**changes)
    event = AuditEvent.objects.get(pk=event.pk)
    AuditEvent.objects.filter(pk=event.pk).update(mac=event_mac(event, key))
    first = AuditLink.objects.get(event=event).number
    before = AuditLink.objects.filter(number=first - 1).values_list("mac", flat=True).first() or ""
    for link in AuditLink.objects.filter(number__gte=first).select_related("event"):
        mac = AuditEvent.objects.get(pk=link.event_id).mac
        before = link_mac(link.number, before, link.event_id, mac, key)
        AuditLink.objects.filter(pk=link.pk).update(mac=before, key_id=key.id)


def test_a_key_that_was_replaced_forges_nothing_later(replaced):
    newest = AuditEvent.objects.order_by("-link__number").first()

    _forge(newest, keys()[1], object_repr="forged")

    assert len(faults()) == 2  # the entry, and its link


def test_nor_anything_earlier_as_the_new_links_hold_it(replaced):
    oldest = AuditEvent.objects.get(link__number=1)

    _forge(oldest, keys()[1], object_repr="forged")

    assert faults()


def test_along_the_chain_no_older_key_comes_again(replaced):
    """Even for an entry that says that it is of before."""
    old = keys()[1]
    newest = AuditEvent.objects.order_by("-link__number").first()

    _forge(newest, old, timestamp=old.until)

    assert faults() == [
        f"link {AuditLink.objects.count()} is sealed with key {old.id}, unknown or replaced before"
    ]


def test_a_process_with_the_old_key_does_not_go_on_sealing(replaced, clinician):
    replaced.AUDIT_KEY, replaced.AUDIT_KEY_FALLBACKS = OLD, []
    log_user_event(Action.SEARCH, clinician, text="late")

    with pytest.raises(UnknownKeyError):
        seal()


def test_seals_of_erasures_and_of_a_cut_are_renewed(replaced, capsys):
    new, old = replaced.AUDIT_KEY, replaced.AUDIT_KEY_FALLBACKS
    replaced.AUDIT_KEY, replaced.AUDIT_KEY_FALLBACKS = OLD, []
    erase_content(AuditEvent.objects.filter(link__number__in=[2, 3]))
    cut_before(AuditEvent.objects.get(link__number=2).timestamp + timedelta(seconds=1))
    replaced.AUDIT_KEY, replaced.AUDIT_KEY_FALLBACKS = new, old
    assert faults()

    call_command("renew_audit_seals")

    assert faults() == []


@pytest.mark.parametrize(
    "written", ["a key without its last day", "key@30.11.2026", f"{NEW}@2026-11-30"]
)
def test_keys_of_before_that_cannot_be_are_refused_at_start(settings, written):
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = NEW, [written]

    assert [error.id for error in check_audit_keys_of_before(None)] == ["entrance.E007"]
