"""For those who run the server: is it alive, is it ready, how busy is it, and is the database away.

Nothing here says anything of patients or people.
"""

import errno
import hmac
import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error
from django_prometheus.exports import ExportToDjangoView

RETRY_AFTER = 30  # seconds
DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT)


@require_safe
@login_not_required
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """200 while this process answers, whatever the database does."""
    return JsonResponse({"status": "alive", "version": settings.VERSION})


@require_safe
@login_not_required
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 where requests can be served; 503 with what is missing."""
    missing = _missing()
    status = 503 if missing else 200
    answer = {"status": "not ready" if missing else "ready", "missing": missing}
    return JsonResponse(answer, status=status)


def _missing() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return [f"database {DEFAULT_DB_ALIAS}"]
    return ["migrations"] if waiting else []


@require_safe
@login_not_required
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics for whoever holds METRICS_TOKEN; not found where none is set.

    Labels are names of addresses, methods and statuses.
    """
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return ExportToDjangoView(request)


def error(request: HttpRequest) -> HttpResponse:
    """500; but while the database is away or a disk is full 503, with when to try again."""
    wrong = sys.exc_info()[1]
    is_full = isinstance(wrong, OSError) and wrong.errno in DISK_IS_FULL
    if is_full or isinstance(wrong, OperationalError | InterfaceError):
        page = render_to_string("503.html", {"is_full": is_full})
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return server_error(request)
