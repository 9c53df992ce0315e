"""What websites report: visits of GA4, searches of Search Console.

Keys are labels here: of each slice (the day of a property) the newest sync that read it counts as a whole.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from facts import is_settled, spellings
from lines import currency_of
from raw import amount, count, given, identifier, micros, spelling

LABELS = ["channel", "source", "medium", "campaign", "country_code", "country", "region"]
RAW_LABELS = [
    "sessiondefaultchannelgroup", "sessionsource", "sessionmedium", "sessioncampaignname", "countryid", "country", "region",
]
PACIFIC = "America/Los_Angeles"


def newest_slices(syncs, platform, stream, slice_of, key):
    """Of each slice the rows of the newest sync that read it; of rows with one key the last."""
    read = {}
    for sync in syncs:
        if sync["platform"] != platform or not re.fullmatch(f"{stream}(Property[0-9]+)?", sync["stream"]):
            continue
        for row in sync["rows"]:
            low = {name.lower(): value for name, value in row.items()}
            read.setdefault(slice_of(low), {}).setdefault(sync["extractedAt"], []).append(low)
    rows = {}
    for by_sync in read.values():
        for row in by_sync[max(by_sync)]:
            rows[key(row)] = row
    return rows


def label(row, name):
    return given(row.get(name)) or "(not set)"


def whole(row, name):
    return None if given(row.get(name)) is None else count(row[name])


def decimal(row, name):
    return None if given(row.get(name)) is None else amount(row[name])


def day_of(row):
    told = str(row["date"])
    return f"{told[:4]}-{told[4:6]}-{told[6:8]}"


def property_day(row):
    return identifier(row["property_id"]), day_of(row)


def ga4(syncs):
    def report(stream, *labels):
        return newest_slices(syncs, "ga4", stream, property_day, lambda row: (*property_day(row), *[label(row, each) for each in labels]))

    return {
        "finest": report("web_daily", *RAW_LABELS),
        "by_source": report("traffic_acquisition_session_source_medium_report", "sessionsource", "sessionmedium"),
        "overview": report("website_overview"),
        "active": report("daily_active_users"),
    }


def properties(lake, reports, reporting, time_zone):
    listed = lake.latest("ga4", "properties", lambda row: identifier(row["name"].replace("properties/", "")))
    known = {name for report in reports.values() for name, *_ in report} | set(listed)
    for name in known:
        row = listed.get(name, {})
        currency, zone = currency_of(row.get("currencycode")), given(row.get("timezone"))
        yield {
            "platform": "ga4",
            "property_id": name,
            "property_name": given(row.get("displayname")) or name,
            "property_currency": currency or reporting,
            "currency_assumed": currency is None,
            "time_zone": zone or time_zone,
            "time_zone_assumed": zone is None,
        }


def visits(reports):
    """The finest report of each day, else that by source and medium; then what both lack of the day as a whole."""
    rows, sums = [], {}
    days = {name[:2] for name in reports["finest"]}

    def told(name, labels, row, conversions, coarse=False):
        measures = {
            "sessions": whole(row, "sessions"),
            "engaged_sessions": whole(row, "engagedsessions"),
            "page_views": None if coarse else whole(row, "screenpageviews"),
            "events": whole(row, "eventcount"),
            "engagement_seconds": decimal(row, "userengagementduration"),
            "users": whole(row, "totalusers"),
            "new_users": None if coarse else whole(row, "newusers"),
            "conversions": decimal(row, conversions),
            "revenue": decimal(row, "totalrevenue"),
        }
        rows.append((name, labels, measures))
        held = sums.setdefault(name, {"sessions": 0, "page_views": 0, "new_users": 0})
        for measure in held:
            held[measure] += measures[measure] or 0

    for (*name, _, _, _, _, _, _, _), row in reports["finest"].items():
        told(tuple(name), [label(row, each) for each in RAW_LABELS], row, "keyevents")
    for (*name, source, medium), row in reports["by_source"].items():
        if tuple(name) not in days:
            told(tuple(name), ["unattributed", source, medium, *["unattributed"] * 4], row, "conversions", True)
    for name, row in reports["overview"].items():
        totals = {"sessions": "sessions", "page_views": "screenpageviews", "new_users": "newusers"}
        rest = {measure: (whole(row, raw) or 0) - sums.get(name, {}).get(measure, 0) for measure, raw in totals.items()}
        if any(rest.values()):
            rows.append((name, ["unattributed"] * 7, rest))
    return rows


def web_facts(reports, known, exchange, regions, today):
    """Regions are those of the tenant's set when the visit is from its country."""
    codes = spellings(regions, "ga4")
    home = {code[:2] for code in codes.values()}
    counts = ["sessions", "engaged_sessions", "page_views", "events", "users", "new_users"]
    for (name, day), labels, measures in visits(reports):
        currency = known[name]["property_currency"]
        revenue = measures.get("revenue")
        in_property = None if revenue is None else micros(revenue)
        seconds, conversions = measures.get("engagement_seconds"), measures.get("conversions")
        *_, country, _, region = labels
        yield {
            "date_day": day,
            "property_id": name,
            **dict(zip(LABELS, labels, strict=True)),
            "region_code": codes.get(spelling(region), "unmapped") if country in home else None,
            **{each: None if measures.get(each) is None else str(measures[each]) for each in counts},
            "engagement_seconds": None if seconds is None else f"{seconds:.9f}",
            "conversions": None if conversions is None else f"{conversions:.6f}",
            "property_currency": currency,
            "property_revenue_micros": None if revenue is None else str(in_property),
            **exchange.told(currency, day),
            "revenue_micros": None if revenue is None else str(exchange.convert(in_property, currency, day)),
            "time_zone": known[name]["time_zone"],
            "settled": is_settled("ga4", day, today),
        }


def users(reports, known, today):
    for name, day in {*reports["overview"], *reports["active"]}:
        row, active = reports["overview"].get((name, day), {}), reports["active"].get((name, day), {})
        told = {"users": whole(row, "totalusers"), "new_users": whole(row, "newusers"), "active_users": whole(active, "active1dayusers")}
        yield {
            "date_day": day,
            "property_id": name,
            **{measure: None if value is None else str(value) for measure, value in told.items()},
            "time_zone": known[name]["time_zone"],
            "settled": is_settled("ga4", day, today),
        }


def search_facts(syncs, today):
    """From the finest report to the day as a whole, at each what the finer ones lack of it."""
    levels = [
        ("search_analytics_all_fields", ["country", "device", "query", "page"]),
        ("search_analytics_site_report_by_site", ["country", "device"]),
        ("search_analytics_by_country", ["country"]),
        ("search_analytics_by_date", []),
    ]
    every = levels[0][1]
    rows = []
    for stream, own in levels:
        def slice_of(row):
            return row["site_url"], row["date"], row["search_type"]

        def key(row, own=own):
            return (*slice_of(row), *[label(row, each) for each in own])

        finer = {}
        for name, measures in rows:
            short = name[: 3 + len(own)]
            finer[short] = [a + b for a, b in zip(finer.get(short, [0, 0, 0]), measures, strict=True)]
        for name, row in newest_slices(syncs, "search_console", stream, slice_of, key).items():
            impressions = count(row["impressions"])
            positions = int((amount(row["position"]) * impressions).quantize(Decimal(1), ROUND_HALF_UP))
            told = [impressions, count(row["clicks"]), positions]
            rest = [a - b for a, b in zip(told, finer.get(name, [0, 0, 0]), strict=True)]
            if own == every or any(rest):
                rows.append(((*name, *["unattributed"] * (4 - len(own))), rest))
    for (site, day, kind, *labels), (impressions, clicks, positions) in rows:
        yield {
            "date_day": day,
            "property_id": site,
            "search_type": kind,
            **dict(zip(every, labels, strict=True)),
            "impressions": str(impressions),
            "clicks": str(clicks),
            "position_sum": str(positions),
            "time_zone": PACIFIC,
            "settled": is_settled("search_console", day, today),
        }


def sites(searches):
    for name in {row["property_id"] for row in searches}:
        yield {
            "platform": "search_console",
            "property_id": name,
            "property_name": name,
            "property_currency": None,
            "currency_assumed": False,
            "time_zone": PACIFIC,
            "time_zone_assumed": False,
        }
