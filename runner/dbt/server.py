"""One long-lived dbt process for many tenants, one command at a time.

JSON lines. Asked on stdin: {id, tenant_id, command, vars, folder, parsed, lake, rates, duckdb_path, project, only_touched?}. Told on stdout:
{event: "ready"} once, then per request {id, event: "progress", …} and one {id, event: "result", …}. When stdin ends the process
exits at once, whatever it does: a runner that was killed leaves no dbt behind.
"""

import json
import os
import queue
import sys
import threading

# dbt and libraries print to stdout; the protocol keeps a descriptor of its own and everything else goes to stderr.
_protocol = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)

import commands  # noqa: E402  (imports dbt, which takes seconds)

_lock = threading.Lock()


def _tell(message: dict) -> None:
    with _lock:
        _protocol.write(json.dumps(message, default=str) + "\n")
        _protocol.flush()


def _listen(requests: "queue.SimpleQueue[dict]") -> None:
    for line in sys.stdin:
        if line.strip():
            requests.put(json.loads(line))
    os._exit(0)


def main() -> None:
    requests: "queue.SimpleQueue[dict]" = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    _tell({"event": "ready", "version": commands.VERSION})
    while True:
        request = requests.get()
        told = {"id": request["id"]}
        try:
            result = commands.run(request, lambda progress: _tell({**told, "event": "progress", **progress}))
        except Exception as error:
            result = commands.broken(error)
        _tell({**told, "event": "result", **result})


if __name__ == "__main__":
    main()
