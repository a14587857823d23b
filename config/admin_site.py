"""The site of the admin: what is searched there is told with the names that it is also known by,
and of rows that were chosen in a list those count whose key can be read."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from patients.fields import is_key


class _Autocomplete(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        found = super().serialize_result(obj, to_field_name)
        return {**found, "text": getattr(obj, "with_brands", found["text"])}


class _ReadableKeys:
    """Django's own asks the database for any text, and fails."""

    def response_action(self, request, queryset):
        request.POST = request.POST.copy()
        sent = request.POST.getlist(ACTION_CHECKBOX_NAME)
        keys = [text for text in sent if is_key(self.opts.pk, text)]  # type: ignore[attr-defined]
        request.POST.setlist(ACTION_CHECKBOX_NAME, keys)
        return super().response_action(request, queryset)  # type: ignore[misc]


class Site(AdminSite):
    def register(self, model_or_iterable, admin_class=None, **options):
        """Every list, whoever wrote it."""
        of = admin_class or ModelAdmin
        super().register(model_or_iterable, type(of.__name__, (_ReadableKeys, of), {}), **options)

    def autocomplete_view(self, request):
        return _Autocomplete.as_view(admin_site=self)(request)


class SiteConfig(AdminConfig):
    default = False
    default_site = "config.admin_site.Site"
