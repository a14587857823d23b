"""Every request: from where it came, and whether it opened a patient's record."""

from datetime import timedelta

from auditlog.context import auditlog_value
from auditlog.middleware import AuditlogMiddleware
from django.utils import timezone

from patients.http import client_address, wants_fragment
from patients.models import AuditEvent

from .events import Action, log_patient_event, log_user_event
from .recording import note_emergency_access

PRINTED = {"patient_summary", "patient_summary_pdf", "handout_printed"}
PART_OF_PAGE = timedelta(minutes=15)


class AuditMiddleware(AuditlogMiddleware):
    """Names who acts and from where, and records every page whose address names a patient.

    It goes by the address, so that a page that is written later is recorded too.
    """

    def __init__(self, get_response):
        super().__init__(lambda request: _recorded(request, get_response(request)))

    def __call__(self, request):
        try:
            return super().__call__(request)
        finally:
            auditlog_value.set({"signal_duid": None})  # what the thread does next is nobody's
            note_emergency_access(False)

    @staticmethod
    def _get_remote_addr(request):
        return client_address(request) or None


def _recorded(request, response):
    """Shown means recorded: where the entry cannot be written, the page is not shown either."""
    if request.user.is_authenticated:
        response.setdefault("Cache-Control", "no-store, private")  # nobody's disk keeps a chart
        if match := request.resolver_match:
            _record(request, response.status_code, match.url_name, match.kwargs.get("patient_id"))
    return response


def _record(request, status: int, page: str, patient_id) -> None:
    if status == 403 and not patient_id:
        log_user_event(Action.REFUSED, request.user, page=page)
    elif patient_id and status in (403, 404):
        log_patient_event(Action.REFUSED, patient_id, page=page)
    elif patient_id and _opens(request, status, patient_id):
        action = Action.PRINT if page in PRINTED else Action.ACCESS
        log_patient_event(action, patient_id, page=page)


def _opens(request, status: int, patient_id) -> bool:
    shown = request.method == "GET" and status == 200
    return shown and not (wants_fragment(request) and _open_already(request, patient_id))


def _open_already(request, patient_id) -> bool:
    """Whether this is a part of a page that was recorded; a header alone does not make it one."""
    since = timezone.now() - PART_OF_PAGE
    opened = AuditEvent.objects.filter(patient_id=patient_id, timestamp__gte=since)
    return opened.filter(actor=request.user.pk).exists()
