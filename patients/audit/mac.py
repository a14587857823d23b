"""What ties an entry of the trail to its content: an HMAC with a key that the database lacks."""

import json

from django.db import models

from .keys import Key, keys


def mac_of(kind: str, content: str, key: Key | None = None) -> str:
    """64 hexadecimal digits (HMAC-SHA256), by the key in force unless told.

    `kind` keeps an entry from passing for a link.
    """
    return (key or keys()[0]).mac(f"{kind}\n{content}")


def event_mac(event: models.Model, key: Key | None = None) -> str:
    """Of every column but the HMAC itself, as the database gives it back."""
    fields = [field for field in event._meta.concrete_fields if field.name != "mac"]
    values = {field.attname: field.to_python(getattr(event, field.attname)) for field in fields}
    return mac_of("event", json.dumps(values, sort_keys=True, default=str), key)


def link_mac(number: int, before: str, event_id, mac: str, key: Key | None = None) -> str:
    """Of one link: its place, the link before it, and the entry that it holds."""
    return mac_of("link", f"{number}\n{before}\n{event_id}\n{mac}", key)


def erasure_mac(event: models.Model, key: Key | None = None) -> str:
    """Of an entry without its content: what it is now, tied to the HMAC of what it was."""
    return mac_of("erased", f"{event.pk}\n{event.mac}\n{event_mac(event, key)}", key)  # type: ignore[attr-defined]


def cut_mac(number: int, link: str, key: Key | None = None) -> str:
    """Of the last link that passed its time of keeping."""
    return mac_of("cut", f"{number}\n{link}", key)


class MacField(models.CharField):
    """Worked out when the row is inserted, after every receiver has added to it; bulk rows too."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "max_length": 64, "editable": False})

    def pre_save(self, model_instance, add):
        if add:
            model_instance.mac = event_mac(model_instance)
        return model_instance.mac
