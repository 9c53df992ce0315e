"""Platforms whose reports have one row of each ad and day: Meta, TikTok and LinkedIn."""

from collections import defaultdict

from lines import ad_line, currency_of, region_line, unattributed
from raw import amount, count, given, identifier, last_part, micros

COUNTED = {"offsite_conversion.fb_pixel_purchase", "offsite_conversion.fb_pixel_lead"}
VALUED = {"offsite_conversion.fb_pixel_purchase"}


def meta(lake):
    def measures(row):
        def total(name, types):
            entries = row.get(name) or []
            return sum((amount(each["value"]) for each in entries if each["action_type"] in types), amount(0))

        return [
            micros(amount(row.get("spend"))),
            count(row.get("impressions")),
            count(row.get("clicks")),
            total("actions", COUNTED),
            micros(total("action_values", VALUED)),
        ]

    def key(row):
        return row["date_start"][:10], identifier(row["account_id"]), identifier(row["ad_id"])

    def region(row):
        return given(row.get("region")) or "unknown"

    ads = [
        ad_line(
            day,
            account,
            currency_of(row.get("account_currency")),
            identifier(row.get("campaign_id")),
            identifier(row.get("adset_id")),
            ad,
            measures(row),
            account_name=row.get("account_name"),
            campaign_name=row.get("campaign_name"),
            ad_set_name=row.get("adset_name"),
            ad_name=row.get("ad_name"),
            objective=row.get("objective"),
        )
        for (day, account, ad), row in lake.latest("meta", "ads_insights", key).items()
    ]
    found = lake.latest("meta", "custominsights_region_daily", lambda row: (*key(row), region(row)))
    regions = [
        region_line(
            day, account, identifier(row.get("campaign_id")), place, measures(row), row.get("campaign_name")
        )
        for (day, account, _, place), row in found.items()
    ]
    listed = lake.latest("meta", "ad_account", lambda row: identifier(row["account_id"]))
    return ads, regions, {account: currency_of(row.get("currency")) for account, row in listed.items()}


def tiktok_key(row):
    return row["stat_time_day"][:10], identifier(row["ad_id"])


def tiktok_reports(lake):
    """By ad, and by ad and province."""

    def place(row):
        return identifier(row.get("province_id")) or "unknown"

    ads = lake.latest("tiktok", "ads_reports_daily", tiktok_key)
    provinces = lake.latest(
        "tiktok", "ads_audience_reports_by_province_daily", lambda row: (*tiktok_key(row), place(row))
    )
    return ads, provinces


def tiktok_parents(lake):
    """Gives back which account, campaign and ad set an ad belongs to, None where nothing says it."""
    reports, provinces = tiktok_reports(lake)
    ads = lake.latest("tiktok", "ads", lambda row: identifier(row["ad_id"]))
    groups = lake.latest("tiktok", "ad_groups", lambda row: identifier(row["adgroup_id"]))
    campaigns = lake.latest("tiktok", "campaigns", lambda row: identifier(row["campaign_id"]))
    advertisers = lake.latest("tiktok", "advertisers", lambda row: identifier(row["advertiser_id"]))

    told = defaultdict(lambda: defaultdict(set))
    for (_, ad, *_), row in [*reports.items(), *provinces.items()]:
        said = row.get("metrics") or {}
        told[ad]["ad_set"].add(identifier(said.get("adgroup_id")))
        told[ad]["campaign"].add(identifier(said.get("campaign_id")))
        told[ad]["account"].add(identifier(row.get("advertiser_id")))

    def parents(ad):
        def reported(name):
            return max((each for each in told[ad][name] if each), default=None)

        listed = ads.get(ad, {})
        ad_set = identifier(listed.get("adgroup_id")) or reported("ad_set")
        group = groups.get(ad_set, {})
        campaign = (
            identifier(listed.get("campaign_id")) or reported("campaign") or identifier(group.get("campaign_id"))
        )
        account = (
            reported("account")
            or identifier(listed.get("advertiser_id"))
            or identifier(group.get("advertiser_id"))
            or identifier(campaigns.get(campaign, {}).get("advertiser_id"))
            or (next(iter(advertisers)) if len(advertisers) == 1 else None)
        )
        return account, campaign, ad_set

    return parents


def tiktok(lake):
    def measures(told, valued):
        values = ["total_complete_payment_rate", "total_purchase_value", "total_onsite_shopping_value"]
        value = next((amount(told.get(name)) for name in values if amount(told.get(name)) != 0), amount(0))
        return [
            micros(amount(told.get("spend"))),
            count(told.get("impressions")),
            count(told.get("clicks")),
            amount(told.get("conversion")),
            micros(value) if valued else 0,
        ]

    reports, provinces = tiktok_reports(lake)
    parents = tiktok_parents(lake)
    advertisers = lake.latest("tiktok", "advertisers", lambda row: identifier(row["advertiser_id"]))

    def ad(day, name, row):
        account, campaign, ad_set = parents(name)
        said = row.get("metrics") or {}
        return ad_line(
            day,
            account,
            None,
            campaign,
            ad_set,
            name,
            measures(said, True),
            campaign_name=said.get("campaign_name"),
            ad_set_name=said.get("adgroup_name"),
            ad_name=said.get("ad_name"),
        )

    def region(day, name, where, row):
        account, campaign, _ = parents(name)
        said = row.get("metrics") or {}
        return region_line(day, account, campaign, where, measures(said, False), said.get("campaign_name"))

    return (
        [ad(*name, row) for name, row in reports.items()],
        [region(*name, row) for name, row in provinces.items()],
        {account: currency_of(row.get("currency")) for account, row in advertisers.items()},
    )


def linkedin(lake):
    def measures(row):
        return [
            micros(amount(row.get("costinlocalcurrency"))),
            count(row.get("impressions")),
            count(row.get("clicks")),
            amount(row.get("externalwebsiteconversions")) + amount(row.get("oneclickleads")),
            micros(amount(row.get("conversionvalueinlocalcurrency"))),
        ]

    def key(row):
        return row["end_date"][:10], last_part(row["string_of_pivot_values"])

    def region_key(row):
        return row["end_date"][:10], last_part(row["sponsoredcampaign"]), last_part(row["string_of_pivot_values"])

    creatives = lake.latest("linkedin", "creatives", lambda row: last_part(row["id"]))
    sets = lake.latest("linkedin", "campaigns", lambda row: identifier(row["id"]))
    groups = lake.latest("linkedin", "campaign_groups", lambda row: identifier(row["id"]))
    accounts = lake.latest("linkedin", "accounts", lambda row: identifier(row["id"]))

    def above(ad_set):
        row = sets.get(ad_set, {})
        return last_part(row.get("account")), last_part(row.get("campaigngroup"))

    def names(campaign):
        group = groups.get(campaign, {})
        return {"campaign_name": group.get("name"), "objective": group.get("objectivetype")}

    def ad(day, name, row):
        creative = creatives.get(name, {})
        ad_set = last_part(creative.get("campaign"))
        account, campaign = above(ad_set)
        return ad_line(
            day,
            last_part(creative.get("account")) or account,
            None,
            campaign,
            ad_set,
            name,
            measures(row),
            ad_set_name=sets.get(ad_set, {}).get("name"),
            ad_name=creative.get("name"),
            **names(campaign),
        )

    ads = [ad(*name, row) for name, row in lake.latest("linkedin", "ad_creative_analytics", key).items()]
    whole = []
    for (day, ad_set), row in lake.latest("linkedin", "ad_campaign_analytics", key).items():
        account, campaign = above(ad_set)
        if account and campaign:
            whole.append(ad_line(day, account, None, campaign, None, None, measures(row), **names(campaign)))
    found = lake.latest("linkedin", "ad_member_region_analytics", region_key)
    regions = [region_line(day, *above(ad_set), place, measures(row)) for (day, ad_set, place), row in found.items()]
    listed = {account: currency_of(row.get("currency")) for account, row in accounts.items()}
    return ads + unattributed(ads, whole, lake.unclear), regions, listed
