"""Sends the connectors' requests for the hosts in STAND_IN_HOSTS (JSON: host -> loopback base URL) to their stand-ins.

`https://HOST/path?query` becomes `BASE/path?query`; the host that was meant goes along in `x-original-host`. Python imports this
file at start-up when its folder is on PYTHONPATH. `requests` and `urllib.request` (the SOAP clients' transport) are patched when
they are imported, so that start-up costs nothing.
"""

import importlib.abc
import importlib.util
import json
import os
import sys
from urllib.parse import urlsplit, urlunsplit

ORIGINAL_HOST = "x-original-host"


def read_bases():
    hosts = json.loads(os.environ.get("STAND_IN_HOSTS") or "{}")
    if not isinstance(hosts, dict):
        raise SystemExit("STAND_IN_HOSTS: expected a JSON object of host names to loopback URLs")
    bases = {host.lower(): urlsplit(url) for host, url in hosts.items()}
    for host, base in bases.items():
        if base.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise SystemExit(f"STAND_IN_HOSTS: {host} points to {base.hostname}, only loopback is allowed")
    return bases


def stand_in_of(url, bases):
    """The URL's host and where its stand-in answers; None when it has none."""
    parts = urlsplit(url)
    base = bases.get((parts.hostname or "").lower())
    if base is None:
        return None
    path = base.path.rstrip("/") + (parts.path or "/")
    return parts.hostname, urlunsplit((base.scheme, base.netloc, path, parts.query, ""))


# A proxy of this machine cannot reach its loopback, and a stand-in is always there: both patches go past proxies.


def patch_requests(adapters, bases):
    send = adapters.HTTPAdapter.send

    def stand_in_send(self, request, **kwargs):
        found = stand_in_of(request.url, bases)
        if found:
            request.headers[ORIGINAL_HOST], request.url = found
        if ORIGINAL_HOST in request.headers:
            kwargs["proxies"] = {}
        return send(self, request, **kwargs)

    adapters.HTTPAdapter.send = stand_in_send


def patch_urllib(library, bases):
    open_url = library.OpenerDirector.open
    direct = library.build_opener(library.ProxyHandler({}))

    def stand_in_open(self, fullurl, *args, **kwargs):
        request = library.Request(fullurl) if isinstance(fullurl, str) else fullurl
        found = stand_in_of(request.full_url, bases)
        if found is None:
            return open_url(self, fullurl, *args, **kwargs)
        host, request.full_url = found
        request.add_unredirected_header(ORIGINAL_HOST, host)
        return open_url(direct, request, *args, **kwargs)

    library.OpenerDirector.open = stand_in_open


class PatchingFinder(importlib.abc.MetaPathFinder):
    """Waits for the modules, patches each once it has run, and leaves after the last."""

    def __init__(self, patches, bases):
        self.patches = patches
        self.bases = bases

    def find_spec(self, fullname, path=None, target=None):
        patch = self.patches.pop(fullname, None)
        if patch is None:
            return None
        spec = importlib.util.find_spec(fullname)
        if not self.patches:
            sys.meta_path.remove(self)
        execute = spec.loader.exec_module

        def execute_and_patch(module):
            execute(module)
            patch(module, self.bases)

        spec.loader.exec_module = execute_and_patch
        return spec


configured = read_bases()
if configured:
    wanted = {"requests.adapters": patch_requests, "urllib.request": patch_urllib}
    for name in [name for name in wanted if name in sys.modules]:
        wanted.pop(name)(sys.modules[name], configured)
    if wanted:
        sys.meta_path.insert(0, PatchingFinder(wanted, configured))
