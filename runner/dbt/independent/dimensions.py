"""The dimensions: what platforms list, and what only reports or parts of a thing still know.

A thing that no list has is gone when its platform lists others of that account, else nobody can say.
"""

from datetime import date, timedelta

DAYS_IN = {"meta": "account", "google_ads": "account", "microsoft_ads": "account", "tiktok": "utc", "linkedin": "utc"}


def mentions(things, ads, places):
    """Who says what of a thing: lists before reports, then the newest; of what is said at once the least text counts."""
    for kind in ("ad_sets", "ads"):
        for name, thing in things[kind].items():
            own = {"ad_sets": "ad_set", "ads": "ad"}[kind]
            names = {f"{own}_name": thing["name"], own: name}
            if thing.get("campaign") is not None:
                yield {**thing, **names, "rank": 0, "when": thing["read"]}
    for line in ads:
        above = {part: line[part] for part in ("account", "campaign", "ad_set", "ad")}
        yield {**above, **line["names"], "rank": 1, "when": line["day"]}
    for line in places:
        above = {part: line[part] for part in ("account", "campaign", "campaign_name")}
        yield {**above, "rank": 1, "when": line["day"]}


def said_of(told, part, columns, needs):
    """For each thing the values of these columns in the best mention that has what is needed."""
    best = {}
    for mention in told:
        name, values = mention.get(part), [mention.get(column) for column in columns]
        if name is None or mention.get(needs) is None:
            continue
        least = [(value is None, value or "") for value in values]
        held = best.get(name)
        if held is None or (mention["rank"], held["when"], least) < (held["rank"], mention["when"], held["least"]):
            best[name] = {"rank": mention["rank"], "when": mention["when"], "least": least, "values": values}
    return {name: held["values"] for name, held in best.items()}


def nowhere(things, told, kind, part):
    """`unknown` when something is listed of which nobody says a campaign."""
    placed = {mention.get(part) for mention in told}
    homeless = any(name not in placed for name, each in things[kind].items() if each["campaign"] is None)
    return {"unknown"} if homeless else set()


def missing(name, account, listed):
    nobody = name == "unknown" or name.startswith("unattributed:")
    return "DELETED" if account in listed and not nobody else "UNKNOWN"


def accounts(platform, things, ads, places, currency, assumed):
    listed = things["accounts"]
    names = said_of(({**line, **line["names"], "rank": 1, "when": line["day"]} for line in ads), "account", ["account_name"], "account_name")
    known = {line["account"] for line in [*ads, *places]} | {each["account"] for each in things["campaigns"].values()}
    for name in {*listed, *known} - {None}:
        held = listed.get(name, {})
        yield {
            "platform": platform,
            "account_id": name,
            "account_name": held.get("name") or names.get(name, [name])[0],
            "account_currency": currency(name),
            "currency_assumed": assumed(name),
            "time_zone": held.get("time_zone"),
            "days_in": DAYS_IN[platform],
        }


def campaigns(platform, things, told, currency):
    listed = things["campaigns"]
    accounts_of = said_of(told, "campaign", ["account"], "account")
    names = said_of(told, "campaign", ["campaign_name"], "campaign_name")
    objectives = said_of(told, "campaign", ["objective"], "objective")
    read = {each["account"] for each in listed.values()}
    homeless = nowhere(things, told, "ads", "ad") | nowhere(things, told, "ad_sets", "ad_set")
    for name in {*listed, *homeless, *(each["campaign"] for each in told)}:
        held = listed.get(name, {})
        parts = [each for each in things["ad_sets"].values() if each["campaign"] == name]
        starts, ends = [[each[edge] for each in parts] for edge in ("start", "end")]
        above = accounts_of.get(name, [None])[0]
        account = held.get("account") or above or "unknown"
        yield {
            "platform": platform,
            "account_id": account,
            "account_currency": currency(account),
            "campaign_id": name,
            "campaign_name": held.get("name") or names.get(name, [name])[0],
            "status": held.get("status") or missing(name, above, read),
            "objective": held.get("objective") or objectives.get(name, [None])[0],
            "start_date": held.get("start") or min((each for each in starts if each), default=None),
            "end_date": held.get("end") or (max(ends) if ends and all(ends) else None),
            "is_listed": name in listed,
        }


def ad_sets(platform, things, told):
    listed = things["ad_sets"]
    above = said_of(told, "ad_set", ["campaign", "account"], "campaign")
    names = said_of(told, "ad_set", ["ad_set_name"], "ad_set_name")
    read = {each["account"] for each in listed.values()}
    homeless = nowhere(things, told, "ads", "ad")
    for name in {*listed, *homeless, *(each.get("ad_set") for each in told)} - {None}:
        held = listed.get(name, {})
        campaign, account = above.get(name, [None, None])
        yield {
            "platform": platform,
            "campaign_id": held.get("campaign") or campaign or "unknown",
            "ad_set_id": name,
            "ad_set_name": held.get("name") or names.get(name, [name])[0],
            "status": held.get("status") or missing(name, account, read),
            "is_listed": name in listed,
        }


def ads_of(platform, things, told):
    listed, pictures = things["ads"], things.get("thumbnails", {})
    above = said_of(told, "ad", ["campaign", "ad_set", "account"], "campaign")
    names = said_of(told, "ad", ["ad_name"], "ad_name")
    read = {each["account"] for each in listed.values()}
    for name in {*listed, *(each.get("ad") for each in told)} - {None}:
        held = listed.get(name, {})
        campaign, ad_set, account = above.get(name, [None, None, None])
        yield {
            "platform": platform,
            "campaign_id": campaign or "unknown",
            "ad_set_id": ad_set or "unknown",
            "ad_id": name,
            "ad_name": held.get("name") or names.get(name, [name])[0],
            "status": held.get("status") or missing(name, account, read),
            "thumbnail_url": pictures.get(held.get("creative")),
            "is_listed": name in listed,
        }


def regions(region_facts, named):
    """The tenant's set, and what is not in it where a fact says so."""
    rows = [{"region_code": each["code"], "region_name": each["name"]} for each in named]
    used = {row["region_code"] for row in region_facts}
    return rows + [
        {"region_code": code, "region_name": code.capitalize()} for code in ("unmapped", "unattributed") if code in used
    ]


def dates(days, today):
    """From the first year that has a fact to the end of that of today or of the last fact, or a day more."""
    first, last = date.fromisoformat(min([*days, today])), date.fromisoformat(max([*days, today]))
    day = date(first.year, 1, 1)
    while day <= date(last.year, 1, 1) + timedelta(365):
        month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield {
            "date_day": str(day),
            "year_number": day.year,
            "quarter_number": (day.month + 2) // 3,
            "month_number": day.month,
            "day_of_month": day.day,
            "day_of_week": day.isoweekday(),
            "is_weekend": day.isoweekday() in (6, 7),
            "week_start": str(day - timedelta(day.isoweekday() - 1)),
            "month_start": str(day.replace(day=1)),
            "month_end": str(month - timedelta(1)),
        }
        day += timedelta(1)
