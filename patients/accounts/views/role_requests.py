"""Privileged roles that one person gave wait here for a second one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from patients.accounts.actions import decide
from patients.accounts.second_factor import needs_second_factor
from patients.language import say
from patients.models import RoleRequest

SHOWN_AT_MOST = 50
may_decide = permission_required("patients.decide_rolerequest", raise_exception=True)


@require_safe
@may_decide
def role_requests(request: HttpRequest) -> HttpResponse:
    every = RoleRequest.objects.select_related("user", "role", "asked_by", "decided_by")
    context = {
        "waiting": every.filter(decided_at=None),
        "decided": every.exclude(decided_at=None)[:SHOWN_AT_MOST],
    }
    return render(request, "accounts/role_requests.html", context)


@require_POST
@may_decide
@needs_second_factor
def role_request_decide(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = get_object_or_404(RoleRequest, pk=request_id)
    is_granted = "grant" in request.POST
    if decide(asked=asked, is_granted=is_granted, by=request.user):
        done = say("confirmed") if is_granted else say("declined")
        messages.success(request, f"{asked.words}: {done}.")
    else:
        already = say("someone decided this already. Nothing was changed.")
        messages.warning(request, f"{asked.words}: {already}")
    return redirect("role_requests")
