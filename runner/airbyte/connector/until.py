"""In a read of chosen days: low-code connectors that cannot be told a last day read until now, so now is the end of that day.

Sign-in and waiting go by the real clock. Where the CDK has changed, the connector fails rather than read other days than those asked for.
"""

import os
from datetime import datetime, timedelta, timezone


def keep():
    day = os.environ.pop("READ_UNTIL", None)
    if day is None:
        return
    from airbyte_cdk.sources.declarative.interpolation import jinja
    from airbyte_cdk.sources.streams.concurrent.state_converters import datetime_stream_state_converter as converter

    end = datetime.fromisoformat(day).replace(tzinfo=timezone.utc) + timedelta(days=1, seconds=-1)
    known = jinja._ENVIRONMENT.globals
    for name in ("now_utc", "today_utc"):
        known[name]  # a KeyError when templates ask for the time in another way
    known.update(now_utc=lambda: end, today_utc=end.date)
    now = converter.ab_datetime_now
    converter.ab_datetime_now = lambda: min(now(), end)
