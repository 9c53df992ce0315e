"""The marts, computed from raw records without SQL: JSON comes in, JSON goes out.

It shares nothing with the dbt project but what docs/dbt.md says, so that a mistake is not made twice.
"""

import json
import sys
from decimal import Decimal

import budgets
import dimensions
import divided_things
import things
import web
from divided import google_ads, microsoft_ads
from exchange import Exchange
from facts import ad_facts, currencies, region_facts, spellings
from pacing import pacing
from platforms import linkedin, meta, tiktok
from raw import Lake
from restated import restatements

PLATFORMS = {
    "meta": (meta, things.meta, budgets.meta),
    "tiktok": (tiktok, things.tiktok, budgets.tiktok),
    "linkedin": (linkedin, things.linkedin, budgets.linkedin),
    "google_ads": (google_ads, divided_things.google_ads, budgets.google_ads),
    "microsoft_ads": (microsoft_ads, divided_things.microsoft_ads, budgets.microsoft_ads),
}


def of_platform(name, world, lake, exchange, marts):
    read, list_of, budgets_of = PLATFORMS[name]
    today = world["today"]
    ads, places, listed = read(lake)
    known = list_of(lake, today)
    currency, assumed = currencies(ads, listed, world["currency"])
    told = list(dimensions.mentions(known, ads, places))
    codes = spellings(world["regions"], name)
    facts = list(ad_facts(name, ads, currency, exchange, today))
    marts["fct_ad_performance_daily"] += facts
    marts["fct_region_performance_daily"] += region_facts(name, ads, places, currency, exchange, codes, today)
    marts["dim_account"] += dimensions.accounts(name, known, ads, places, currency, assumed)
    campaigns = list(dimensions.campaigns(name, known, told, currency))
    marts["dim_campaign"] += campaigns
    marts["dim_ad_set"] += dimensions.ad_sets(name, known, told)
    marts["dim_ad"] += dimensions.ads_of(name, known, told)
    reads = list(budgets_of(lake))
    marts["mart_pacing"] += pacing(name, reads, known, campaigns, facts, exchange, world["utcOffset"])
    accounts = {each["campaign_id"]: each["account_id"] for each in campaigns}
    marts["fct_restatements"] += restatements(world["syncs"], name, read, accounts)


def of_websites(world, lake, exchange, marts):
    today, syncs = world["today"], world["syncs"]
    reports = web.ga4(syncs)
    known = list(web.properties(lake, reports, world["currency"], world["timeZone"]))
    named = {each["property_id"]: each for each in known}
    marts["fct_web_daily"] += web.web_facts(reports, named, exchange, world["regions"], today)
    marts["fct_web_users_daily"] += web.users(reports, named, today)
    marts["fct_search_daily"] += web.search_facts(syncs, world["pacificToday"])
    marts["dim_web_property"] += [*known, *web.sites(marts["fct_search_daily"])]


def compute(world):
    lake, exchange = Lake(world["syncs"]), Exchange(world["rates"], world["currency"])
    marts = {
        name: []
        for name in (
            "fct_ad_performance_daily", "fct_region_performance_daily", "fct_restatements", "dim_account", "dim_campaign",
            "dim_ad_set", "dim_ad", "mart_pacing", "fct_web_daily", "fct_web_users_daily", "fct_search_daily", "dim_web_property",
        )
    }
    for name in PLATFORMS:
        of_platform(name, world, lake, exchange, marts)
    of_websites(world, lake, exchange, marts)
    named = [each for each in world["regions"] if each["platform"] is None]
    marts["dim_region"] = dimensions.regions(marts["fct_region_performance_daily"], named)
    days = {row["date_day"] for name, rows in marts.items() if name.startswith("fct_") for row in rows}
    marts["dim_date"] = list(dimensions.dates(days, world["today"]))
    return marts


if __name__ == "__main__":
    json.dump(compute(json.load(sys.stdin, parse_float=Decimal)), sys.stdout)
