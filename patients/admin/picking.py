"""Rows picked by search in the admin, where what was sent is the key of none."""

from django.contrib.admin.widgets import AutocompleteSelect

from patients.fields import is_key


class PickedRow(AutocompleteSelect):
    """Django's own asks the database for any text that comes back refused, and fails."""

    def optgroups(self, name, value, attrs=None):
        keys = [text for text in value if is_key(self.field.target_field, text)]
        return super().optgroups(name, keys, attrs)


class PicksRows:
    """For each admin with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = PickedRow(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
