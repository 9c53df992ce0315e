"""What each budget was, read by read, in micros of the account: (holder, campaign, when, status, daily, lifetime).

A holder is `campaign:ID` or `ad_set:ID`.
"""

from divided import resource
from raw import amount, count, given, identifier, last_part, micros
from statuses import of_linkedin, of_meta, of_microsoft, of_tiktok

# Meta tells budgets in hundredths of the currency, and in whole units of those that have none; of the worlds' currencies none is such.
META_MINOR = 10_000


def half(part, whole):
    """part / whole, halves away from nought."""
    return (2 * part + whole) // (2 * whole)


def in_minor(value):
    return int(amount(value) * META_MINOR)


def of_object(row, name):
    return micros(amount((row.get(name) or {}).get("amount")))


def meta(lake):
    for stream, kind in (("campaigns", "campaign"), ("ad_sets", "ad_set")):
        for when, row in lake.every("meta", stream):
            own = identifier(row["id"])
            campaign = own if kind == "campaign" else identifier(row.get("campaign_id"))
            amounts = in_minor(row.get("daily_budget")), in_minor(row.get("lifetime_budget"))
            yield f"{kind}:{own}", campaign, when, of_meta(row), *amounts


def tiktok(lake):
    for stream, kind, own in (("campaigns", "campaign", "campaign_id"), ("ad_groups", "ad_set", "adgroup_id")):
        for when, row in lake.every("tiktok", stream):
            told, mode = micros(amount(row.get("budget"))), given(row.get("budget_mode"))
            daily = told if mode in ("BUDGET_MODE_DAY", "BUDGET_MODE_DYNAMIC_DAILY_BUDGET") else 0
            lifetime = told if mode == "BUDGET_MODE_TOTAL" else 0
            holder = f"{kind}:{identifier(row[own])}"
            yield holder, identifier(row.get("campaign_id")), when, of_tiktok(row), daily, lifetime


def linkedin(lake):
    for stream, kind in (("campaign_groups", "campaign"), ("campaigns", "ad_set")):
        for when, row in lake.every("linkedin", stream):
            own = identifier(row["id"])
            campaign = own if kind == "campaign" else last_part(row.get("campaigngroup"))
            amounts = of_object(row, "dailybudget"), of_object(row, "totalbudget")
            yield f"{kind}:{own}", campaign, when, of_linkedin(row), *amounts


def google_ads(lake):
    """Who shares a budget, and whether a campaign is gone, is as known now; each sharer has an equal part."""
    campaigns = lake.newest("google_ads", "campaign", lambda row: identifier(row["campaign_id"]))
    budget_of = {name: resource(row.get("campaign_campaign_budget"), 3) for name, (_, row) in campaigns.items()}
    told = {}
    for when, row in lake.every("google_ads", "campaign_budget"):
        amounts = count(row.get("campaign_budget_amount_micros")), count(row.get("campaign_budget_total_amount_micros"))
        told.setdefault(identifier(row["campaign_budget_id"]), []).append((when, *amounts))
    for name, (read, row) in campaigns.items():
        own = budget_of[name]
        sharers = 1 if own is None else sum(each == own for each in budget_of.values())
        held = told.get(own) or [((read, 0), count(row.get("campaign_budget_amount_micros")), 0)]
        for at, daily, lifetime in held:
            yield f"campaign:{name}", name, at, None, half(daily, sharers), half(lifetime, sharers)


def microsoft_ads(lake):
    """Who shares a budget is as known now."""
    campaigns = lake.latest("microsoft_ads", "campaigns", lambda row: identifier(row["id"]))
    budget_of = {name: identifier(row.get("budgetid")) for name, row in campaigns.items()}
    for when, row in lake.every("microsoft_ads", "campaigns"):
        name = identifier(row["id"])
        own = budget_of[name]
        sharers = 1 if own is None else sum(each == own for each in budget_of.values())
        yield f"campaign:{name}", name, when, of_microsoft(row), half(micros(amount(row.get("dailybudget"))), sharers), 0
