"""The accounts, campaigns, ad sets and ads that Meta, TikTok and LinkedIn list, in one form: of each kind {id: {field: value}}.

`read` is when a thing was read last; a thing may name what it is part of by more than its id.
"""

from datetime import datetime, timezone

from lines import currency_of
from platforms import tiktok_parents
from raw import given, identifier, last_part
from statuses import LINKEDIN, of_linkedin, of_meta, of_tiktok, our


def day(value):
    return given(value) and given(value)[:10]


def newest(lake, platform, stream, field, of=identifier):
    """Of each thing its id, when it was read last, and the newest record."""
    found = lake.newest(platform, stream, lambda row: of(row[field]))
    return [(name, when, row) for name, (when, row) in found.items()]


def account(name, currency, time_zone=None):
    return {"name": given(name), "currency": currency_of(currency), "time_zone": given(time_zone)}


def thing(when, name, status, **others):
    return {"read": when, "name": given(name), "status": status, **others}


def meta(lake, today):
    def above(row):
        return {"account": identifier(row.get("account_id")), "campaign": identifier(row.get("campaign_id"))}

    def schedule(row, end):
        return {"start": day(row.get("start_time")), "end": day(row.get(end))}

    return {
        "accounts": {
            name: account(row.get("name"), row.get("currency"), row.get("timezone_name"))
            for name, _, row in newest(lake, "meta", "ad_account", "account_id")
        },
        "campaigns": {
            name: thing(
                when,
                row.get("name"),
                of_meta(row),
                account=identifier(row.get("account_id")),
                objective=given(row.get("objective")),
                **schedule(row, "stop_time"),
            )
            for name, when, row in newest(lake, "meta", "campaigns", "id")
        },
        "ad_sets": {
            name: thing(when, row.get("name"), of_meta(row), **above(row), **schedule(row, "end_time"))
            for name, when, row in newest(lake, "meta", "ad_sets", "id")
        },
        "ads": {
            name: thing(
                when,
                row.get("name"),
                of_meta(row),
                **above(row),
                ad_set=identifier(row.get("adset_id")),
                creative=identifier((row.get("creative") or {}).get("id")),
            )
            for name, when, row in newest(lake, "meta", "ads", "id")
        },
        "thumbnails": {name: given(row.get("thumbnail_url")) for name, _, row in newest(lake, "meta", "ad_creatives", "id")},
    }


def tiktok(lake, today):
    def end(row):
        return day(row.get("schedule_end_time")) if row.get("schedule_type") == "SCHEDULE_START_END" else None

    def above(row):
        return {
            "account": identifier(row.get("advertiser_id")),
            "campaign": identifier(row.get("campaign_id")),
            "campaign_name": given(row.get("campaign_name")),
        }

    parents = tiktok_parents(lake)

    def of_ad(ad, row):
        account_id, campaign, ad_set = (each or "unknown" for each in parents(ad))
        names = {"campaign_name": given(row.get("campaign_name")), "ad_set_name": given(row.get("adgroup_name"))}
        return {"account": account_id, "campaign": campaign, "ad_set": ad_set, **names}

    return {
        "accounts": {
            name: account(row.get("name"), row.get("currency"), row.get("timezone"))
            for name, _, row in newest(lake, "tiktok", "advertisers", "advertiser_id")
        },
        "campaigns": {
            name: thing(
                when,
                row.get("campaign_name"),
                of_tiktok(row),
                account=identifier(row.get("advertiser_id")),
                objective=given(row.get("objective_type")),
            )
            for name, when, row in newest(lake, "tiktok", "campaigns", "campaign_id")
        },
        "ad_sets": {
            name: thing(
                when, row.get("adgroup_name"), of_tiktok(row), **above(row), start=day(row.get("schedule_start_time")), end=end(row)
            )
            for name, when, row in newest(lake, "tiktok", "ad_groups", "adgroup_id")
        },
        "ads": {
            name: thing(when, row.get("ad_name"), of_tiktok(row), **of_ad(name, row))
            for name, when, row in newest(lake, "tiktok", "ads", "ad_id")
        },
    }


def linkedin(lake, today):
    def moment(row, which):
        told = identifier((row.get("runschedule") or {}).get(which))
        return told and str(datetime.fromtimestamp(int(told) / 1000, timezone.utc).date())

    def schedule(row):
        return {"start": moment(row, "start"), "end": moment(row, "end")}

    def status(row):
        word, end = of_linkedin(row), moment(row, "end")
        return "COMPLETED" if word == "ACTIVE" and end and end < today else word

    def of_ad(row):
        wanted, review = given(row.get("intendedstatus")), given((row.get("review") or {}).get("status"))
        if wanted == "ACTIVE" and review in ("REJECTED", "PENDING", "NEEDS_REVIEW"):
            return "REJECTED" if review == "REJECTED" else "PENDING"
        return our(LINKEDIN, wanted)

    groups = {
        name: thing(
            when,
            row.get("name"),
            status(row),
            account=last_part(row.get("account")),
            objective=given(row.get("objectivetype")),
            **schedule(row),
        )
        for name, when, row in newest(lake, "linkedin", "campaign_groups", "id")
    }
    sets = {
        name: thing(
            when,
            row.get("name"),
            status(row),
            account=last_part(row.get("account")),
            campaign=last_part(row.get("campaigngroup")),
            campaign_name=groups.get(last_part(row.get("campaigngroup")), {}).get("name"),
            **schedule(row),
        )
        for name, when, row in newest(lake, "linkedin", "campaigns", "id")
    }

    def of_set(ad_set):
        held = sets.get(ad_set, {})
        return {"ad_set": ad_set, "campaign": held.get("campaign"), "ad_set_name": held.get("name")}

    return {
        "accounts": {
            name: account(row.get("name"), row.get("currency"))
            for name, _, row in newest(lake, "linkedin", "accounts", "id")
        },
        "campaigns": groups,
        "ad_sets": sets,
        "ads": {
            name: thing(
                when, row.get("name"), of_ad(row), account=last_part(row.get("account")), **of_set(last_part(row.get("campaign")))
            )
            for name, when, row in newest(lake, "linkedin", "creatives", "id", last_part)
        },
    }
