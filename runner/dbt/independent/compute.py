"""The facts of ads and regions, computed from raw records without SQL: JSON comes in, JSON goes out.

It shares nothing with the dbt project but what docs/dbt.md says, so that a mistake is not made twice.
"""

import json
import sys
from datetime import date, timedelta
from decimal import Decimal

from divided import google_ads, microsoft_ads
from exchange import Exchange
from platforms import linkedin, meta, plus, tiktok
from raw import Lake, spelling
from restated import restatements

WINDOWS = {"meta": 7, "tiktok": 7, "linkedin": 30, "google_ads": 30, "microsoft_ads": 30}
PLATFORMS = {
    "meta": meta,
    "tiktok": tiktok,
    "linkedin": linkedin,
    "google_ads": google_ads,
    "microsoft_ads": microsoft_ads,
}


def currencies(ads, listed, reporting):
    """An account's currency: what its newest report that says one says, else its list, else the reporting currency."""
    told = dict(listed)
    for line in sorted(ads, key=lambda each: each["day"]):
        if line["currency"]:
            told[line["account"]] = line["currency"]
    return lambda account: told.get(account) or reporting


def code_of(region, codes):
    return codes.get(spelling(region), "unmapped")


def compute(world):
    lake = Lake(world["syncs"])
    exchange = Exchange(world["rates"], world["currency"])
    facts, regions, restated = [], [], []
    for platform, read in PLATFORMS.items():
        restated += restatements(world["syncs"], platform, read)
        ads, places, listed = read(lake)
        currency = currencies(ads, listed, world["currency"])

        def settled(day, window=WINDOWS[platform]):
            return str(date.fromisoformat(day) + timedelta(window)) < world["today"]

        campaigns = {}
        for line in ads:
            money = line["currency"] or currency(line["account"])
            spend, impressions, clicks, conversions, value = line["measures"]
            in_reporting = [exchange.convert(part, money, line["day"]) for part in (spend, value)]
            facts.append({
                "date_day": line["day"],
                "platform": platform,
                "account_id": line["account"],
                "campaign_id": line["campaign"],
                "ad_set_id": line["ad_set"],
                "ad_id": line["ad"],
                "account_currency": money,
                "account_spend_micros": str(spend),
                "account_value_micros": str(value),
                **exchange.told(money, line["day"]),
                "spend_micros": str(in_reporting[0]),
                "impressions": str(impressions),
                "clicks": str(clicks),
                "conversions": f"{conversions:.6f}",
                "value_micros": str(in_reporting[1]),
                "settled": settled(line["day"]),
            })
            name = line["day"], line["account"], line["campaign"]
            campaigns[name] = plus(campaigns.get(name, [0] * 7), [*line["measures"], *in_reporting])

        codes = {spelling(each["name"]): each["code"] for each in world["regions"] if each["platform"] in (None, platform)}
        found = {}
        for line in places:
            name = line["day"], line["account"], line["campaign"], code_of(line["region"], codes)
            found[name] = plus(found.get(name, [0] * 5), line["measures"])
        rests = {name: list(measures) for name, measures in campaigns.items()}
        rows = []
        for (day, account, campaign, code), measures in found.items():
            converted = [exchange.convert(measures[at], currency(account), day) for at in (0, 4)]
            rows.append((day, account, campaign, code, [*measures, *converted]))
            name = day, account, campaign
            rests[name] = plus(rests.get(name, [0] * 7), [-part for part in rows[-1][-1]])
        rows += [(*name, "unattributed", rest) for name, rest in rests.items()]
        regions += [
            {
                "date_day": day,
                "platform": platform,
                "account_id": account,
                "campaign_id": campaign,
                "region_code": code,
                "account_currency": currency(account),
                "account_spend_micros": str(spend),
                "account_value_micros": str(value),
                **exchange.told(currency(account), day),
                "spend_micros": str(reporting_spend),
                "impressions": str(impressions),
                "clicks": str(clicks),
                "conversions": f"{conversions:.6f}",
                "value_micros": str(reporting_value),
                "settled": settled(day),
            }
            for day, account, campaign, code, (
                spend, impressions, clicks, conversions, value, reporting_spend, reporting_value,
            ) in rows
            if any((spend, impressions, clicks, conversions, value, reporting_spend, reporting_value))
        ]
    return {"facts": facts, "regions": regions, "restatements": restated}


if __name__ == "__main__":
    json.dump(compute(json.load(sys.stdin, parse_float=Decimal)), sys.stdout)
