"""`pyairbyte.py FOLDER CONNECTOR`: reads the connector's one stream into DuckDB as PyAirbyte does, and prints what it took as JSON."""

import json
import os
import resource
import sys
import time

folder, connector = sys.argv[1:]
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1", AIRBYTE_CACHE_ROOT=folder, HOME=folder)
os.chdir(folder)
told = os.dup(1)
os.dup2(2, 1)

import airbyte


def spent():
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


source = airbyte.get_source("source-recorded", local_executable=connector, config={}, streams="*")
cache = airbyte.caches.DuckDBCache(db_path=os.path.join(folder, "pyairbyte.duckdb"))
began, before = time.monotonic(), spent()
result = source.read(cache=cache)
seconds, cpu = time.monotonic() - began, spent() - before
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmHWM"))
answer = {"rows": result.processed_records, "seconds": seconds, "cpuSeconds": cpu, "peakMegabytes": peak}
os.write(told, json.dumps(answer).encode())
