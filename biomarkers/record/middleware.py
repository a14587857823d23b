"""A record that was changed past the application shows what is wrong with it, and nothing else."""

from django.shortcuts import render

from .integrity import DamagedRecord

CONFLICT = 409


class DamagedRecordMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DamagedRecord):
            context = {"fault": exception}
            return render(request, "biomarkers/chart/needs_fixing.html", context, status=CONFLICT)
        return None
