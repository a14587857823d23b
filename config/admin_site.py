"""The site of the admin: what is searched there is told with the names that it is also known by."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class _Autocomplete(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        found = super().serialize_result(obj, to_field_name)
        return {**found, "text": getattr(obj, "with_brands", found["text"])}


class Site(AdminSite):
    def autocomplete_view(self, request):
        return _Autocomplete.as_view(admin_site=self)(request)


class SiteConfig(AdminConfig):
    default = False
    default_site = "config.admin_site.Site"
