"""Sends the connectors' requests for the hosts in STAND_IN_HOSTS (JSON: host -> loopback base URL) to their stand-ins.

`https://HOST/path?query` becomes `BASE/path?query`; the host that was meant goes along in `x-original-host`. Python imports this
file at start-up when its folder is on PYTHONPATH. `requests` is patched when it is imported, so that start-up costs nothing.
"""

import importlib.abc
import importlib.util
import json
import os
import sys
from urllib.parse import urlsplit, urlunsplit

TARGET = "requests.adapters"


def read_bases():
    hosts = json.loads(os.environ.get("STAND_IN_HOSTS") or "{}")
    if not isinstance(hosts, dict):
        raise SystemExit("STAND_IN_HOSTS: expected a JSON object of host names to loopback URLs")
    bases = {host.lower(): urlsplit(url) for host, url in hosts.items()}
    for host, base in bases.items():
        if base.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise SystemExit(f"STAND_IN_HOSTS: {host} points to {base.hostname}, only loopback is allowed")
    return bases


def rewrite(request, bases):
    """Point a prepared request at its stand-in; other hosts stay as they are."""
    url = urlsplit(request.url)
    base = bases.get((url.hostname or "").lower())
    if base is None:
        return
    request.headers["x-original-host"] = url.hostname
    request.url = urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + (url.path or "/"), url.query, ""))


def patch(adapters, bases):
    send = adapters.HTTPAdapter.send

    def stand_in_send(self, request, **kwargs):
        rewrite(request, bases)
        # A proxy of this machine cannot reach its loopback, and a stand-in is always there.
        if "x-original-host" in request.headers:
            kwargs["proxies"] = {}
        return send(self, request, **kwargs)

    adapters.HTTPAdapter.send = stand_in_send


class PatchingFinder(importlib.abc.MetaPathFinder):
    """Waits for `requests.adapters`, patches it once it has run, and leaves."""

    def __init__(self, bases):
        self.bases = bases

    def find_spec(self, fullname, path=None, target=None):
        if fullname != TARGET:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        execute = spec.loader.exec_module

        def execute_and_patch(module):
            execute(module)
            patch(module, self.bases)

        spec.loader.exec_module = execute_and_patch
        return spec


configured = read_bases()
if configured:
    sys.meta_path.insert(0, PatchingFinder(configured))
