"""A connector whose records are numbered, so that one that is lost or comes twice can be told. Its platform is a folder:

heads.json   how many records each stream has, and what they are of
token        the number that is the current token; each read makes the next one, and the one before holds until that is used
journal      what connectors of this platform are doing: lines of process id and phase
readers/     one file for each process that reads
"""

import datetime
import json
import os
import sys
import time

CHECKPOINT = 25
FULL = "advertisers"


def say(message):
    sys.stdout.write(json.dumps(message, separators=(",", ":")) + "\n")


class Platform:
    def __init__(self, config):
        self.folder = config["platform"]
        with open(os.path.join(self.folder, "heads.json")) as file:
            self.facts = json.load(file)

    def note(self, phase):
        with open(os.path.join(self.folder, "journal"), "a") as file:
            file.write(f"{os.getpid()} {phase}\n")

    def record(self, stream, number):
        if stream == FULL:
            return {"advertiser_id": self.facts["account"], "name": "Numbered", "currency": "USD"}
        if stream != "ads_reports_daily":
            return {"n": number, "text": "x" * (number % 50)}
        # Every seventh record says anew what an older one said.
        key = number // 2 if number % 7 == 6 else number
        ad = self.facts["first_ad"] + key % 20
        day = datetime.date.fromisoformat(self.facts["first_day"]) + datetime.timedelta(days=key // 20)
        shown = number % 997 + 1
        named = {"campaign_id": self.facts["first_ad"], "campaign_name": "Numbered", "adgroup_id": ad}
        told = {"adgroup_name": "Numbered", "ad_name": f"Ad {ad}", "impressions": str(shown), "clicks": "0"}
        money = {"spend": f"{shown / 100:.2f}", "conversion": "0", "total_complete_payment_rate": "0.00"}
        metrics = {**named, **told, **money}
        account = self.facts["account"]
        return {"n": number, "ad_id": ad, "advertiser_id": account, "stat_time_day": f"{day} 00:00:00", "metrics": metrics}

    def rotate(self, config):
        """The next token, kept by whoever runs us: what a platform does whose refresh tokens are used once."""
        path = os.path.join(self.folder, "token")
        with open(path) as file:
            current = int(file.read())
        mine = int(config["token"])
        if mine not in (current, current - 1):
            say({"type": "TRACE", "trace": {"type": "ERROR", "emitted_at": 0, "error": {
                "message": f"token {mine} was given back, {current} is the current one", "failure_type": "config_error"}}})
            raise SystemExit(1)
        following = current + 1 if mine == current else current
        with open(path + ".new", "w") as file:
            file.write(str(following))
        os.rename(path + ".new", path)
        config = {**config, "token": str(following)}
        say({"type": "CONTROL", "control": {
            "type": "CONNECTOR_CONFIG", "emitted_at": 0, "connectorConfig": {"config": config}}})

    def begin_reading(self):
        for pid in os.listdir(os.path.join(self.folder, "readers")):
            if is_connector(pid):
                self.note(f"overlaps {pid}")
            os.unlink(os.path.join(self.folder, "readers", pid))
        open(os.path.join(self.folder, "readers", str(os.getpid())), "w").close()

    def end_reading(self):
        os.unlink(os.path.join(self.folder, "readers", str(os.getpid())))


def is_connector(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return sys.argv[0].encode() in file.read()
    except OSError:
        return False


def status(stream, word):
    say({"type": "TRACE", "trace": {"type": "STREAM_STATUS", "emitted_at": 0, "stream_status": {
        "stream_descriptor": {"name": stream}, "status": word}}})


def read_stream(platform, stream, first):
    status(stream, "STARTED")
    head = platform.facts["heads"][stream]
    for start in range(first, head, CHECKPOINT):
        end = min(start + CHECKPOINT, head)
        for number in range(start, end):
            say({"type": "RECORD", "record": {"stream": stream, "emitted_at": 1_750_000_000_000 + number,
                                              "data": platform.record(stream, number)}})
        if stream != FULL:
            say({"type": "STATE", "state": {"type": "STREAM", "stream": {
                "stream_descriptor": {"name": stream}, "stream_state": {"n": end}},
                "sourceStats": {"recordCount": end - start}}})
        sys.stdout.flush()
        time.sleep(0.004)
    status(stream, "COMPLETE")


def read(platform, config, catalog, states):
    platform.begin_reading()
    platform.note("start")
    platform.rotate(config)
    sys.stdout.flush()
    time.sleep(0.05)
    platform.note("records")
    known = {state["stream"]["stream_descriptor"]["name"]: state["stream"]["stream_state"]["n"] for state in states}
    for stream in catalog["streams"]:
        name = stream["stream"]["name"]
        read_stream(platform, name, known.get(name, 0))
    platform.note("last")
    time.sleep(0.05)
    platform.end_reading()


def catalog_of(platform):
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    return {"streams": [{
        "name": stream, "json_schema": schema, "source_defined_cursor": stream != FULL, "default_cursor_field": ["n"],
        "supported_sync_modes": ["full_refresh"] if stream == FULL else ["full_refresh", "incremental"],
    } for stream in platform.facts["heads"]]}


def load(path):
    with open(path) as file:
        return json.load(file)


def main():
    command, options = sys.argv[1], dict(zip(sys.argv[2::2], sys.argv[3::2]))
    if command == "spec":
        secret = {"type": "string", "airbyte_secret": True}
        return say({"type": "SPEC", "spec": {"connectionSpecification": {
            "type": "object", "properties": {"platform": {"type": "string"}, "token": secret}}}})
    config = load(options["--config"])
    platform = Platform(config)
    if command == "read":
        states = load(options["--state"]) if "--state" in options else []
        return read(platform, config, load(options["--catalog"]), states)
    platform.note(command)
    time.sleep(0.15)
    if command == "check":
        return say({"type": "CONNECTION_STATUS", "connectionStatus": {"status": "SUCCEEDED"}})
    return say({"type": "CATALOG", "catalog": catalog_of(platform)})


main()
sys.stdout.flush()
