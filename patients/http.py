"""One address, one view: the whole page, or the fragment that htmx asked for. And who asks."""

import re
from ipaddress import ip_address

from django.conf import settings
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_fragment(request) -> bool:
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(request, page: str, fragment: str, context: dict):
    response = render(request, fragment if wants_fragment(request) else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def client_address(request) -> str:
    """What our own proxy saw, the last address; never what a stranger wrote before it."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return _address(forwarded.split(",")[-1]) or _address(request.META.get("REMOTE_ADDR", ""))


_WITH_PORT = re.compile(r"\[(.*)\](?::\d+)?|([^:]*):\d+")


def _address(text: str) -> str:
    """Without the port that some proxies add; empty for what is no address at all."""
    found = _WITH_PORT.fullmatch(text.strip())
    host = (found[1] or found[2]) if found else text.strip()
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        return ""
