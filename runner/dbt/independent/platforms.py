"""What each platform says of ads and of regions, in one form.

An ad's line: day, account, currency, campaign, ad_set, ad and the measures; a region's: day, account, campaign, region and the measures.
Measures are [spend micros, impressions, clicks, conversions, value micros].
"""

from collections import defaultdict

from raw import amount, count, given, identifier, last_part, micros

COUNTED = {"offsite_conversion.fb_pixel_purchase", "offsite_conversion.fb_pixel_lead"}
VALUED = {"offsite_conversion.fb_pixel_purchase"}


def ad_line(day, account, currency, campaign, ad_set, ad, measures):
    return {
        "day": day,
        "account": account or "unknown",
        "currency": currency,
        "campaign": campaign or "unknown",
        "ad_set": ad_set or "unknown",
        "ad": ad,
        "measures": measures,
    }


def region_line(day, account, campaign, region, measures):
    return {
        "day": day,
        "account": account or "unknown",
        "campaign": campaign or "unknown",
        "region": region,
        "measures": measures,
    }


def currency_of(value):
    return given(value) and given(value).upper()


def plus(left, right):
    return [a + b for a, b in zip(left, right, strict=True)]


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
        )
        for (day, account, ad), row in lake.latest("meta", "ads_insights", key).items()
    ]
    found = lake.latest("meta", "custominsights_region_daily", lambda row: (*key(row), region(row)))
    regions = [
        region_line(day, account, identifier(row.get("campaign_id")), place, measures(row))
        for (day, account, _, place), row in found.items()
    ]
    listed = lake.latest("meta", "ad_account", lambda row: identifier(row["account_id"]))
    return ads, regions, {account: currency_of(row.get("currency")) for account, row in listed.items()}


def tiktok(lake):
    def key(row):
        return row["stat_time_day"][:10], identifier(row["ad_id"])

    def place(row):
        return identifier(row.get("province_id")) or "unknown"

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

    reports = lake.latest("tiktok", "ads_reports_daily", key)
    provinces = lake.latest("tiktok", "ads_audience_reports_by_province_daily", lambda row: (*key(row), place(row)))
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

    def ad(day, name, row):
        account, campaign, ad_set = parents(name)
        return ad_line(day, account, None, campaign, ad_set, name, measures(row.get("metrics") or {}, True))

    def region(day, name, where, row):
        account, campaign, _ = parents(name)
        return region_line(day, account, campaign, where, measures(row.get("metrics") or {}, False))

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
    accounts = lake.latest("linkedin", "accounts", lambda row: identifier(row["id"]))

    def above(ad_set):
        row = sets.get(ad_set, {})
        return last_part(row.get("account")), last_part(row.get("campaigngroup"))

    def ad(day, name, row):
        creative = creatives.get(name, {})
        ad_set = last_part(creative.get("campaign"))
        account, campaign = above(ad_set)
        return ad_line(day, last_part(creative.get("account")) or account, None, campaign, ad_set, name, measures(row))

    ads = [ad(*name, row) for name, row in lake.latest("linkedin", "ad_creative_analytics", key).items()]
    whole = []
    for (day, ad_set), row in lake.latest("linkedin", "ad_campaign_analytics", key).items():
        account, campaign = above(ad_set)
        if account and campaign:
            whole.append(ad_line(day, account, None, campaign, None, None, measures(row)))
    found = lake.latest("linkedin", "ad_member_region_analytics", region_key)
    regions = [region_line(day, *above(ad_set), place, measures(row)) for (day, ad_set, place), row in found.items()]
    listed = {account: currency_of(row.get("currency")) for account, row in accounts.items()}
    return ads + unattributed(ads, whole, lake.unclear), regions, listed


def unattributed(ads, whole, unclear):
    """What campaigns have beyond their ads, each measure by itself, where it is more than rounding makes.

    Not on days that are unclear: those with an ad whose campaign nobody knows.
    """
    parts, days = {}, {}
    for line in ads:
        name = line["day"], line["campaign"]
        parts[name] = plus(parts.get(name, [0] * 5), line["measures"])
    for line in whole:
        name = line["day"], line["campaign"]
        held = days.get(name)
        days[name] = {**line, "measures": plus(held["measures"], line["measures"]) if held else line["measures"]}
    unclear = unclear | {line["day"] for line in ads if line["campaign"] == "unknown"}
    least = [1000, 0, 0, amount("0.001"), 1000]
    rests = []
    for (day, campaign), line in days.items():
        beside = parts.get((day, campaign), [0] * 5)
        rest = [all_ - part for all_, part in zip(line["measures"], beside, strict=True)]
        rest = [part if part > small else 0 for part, small in zip(rest, least, strict=True)]
        if day not in unclear and any(rest):
            name = f"unattributed:{campaign}"
            rests.append({**line, "ad_set": name, "ad": name, "measures": rest})
    return rests
