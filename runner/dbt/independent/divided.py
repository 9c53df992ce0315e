"""Platforms that divide what an ad did on a day by device, network and the like: Google Ads and Microsoft Ads."""

from lines import ad_line, currency_of, plus, region_line, unattributed
from raw import amount, count, given, identifier, micros


def together(lines, name):
    """Adds up lines of one name; of what they are called the greatest text is taken, as they are all alike."""
    found = {}
    for line in lines:
        key = name(line)
        if key not in found:
            found[key] = line
            continue
        held = found[key]
        found[key] = {**line, "measures": plus(held["measures"], line["measures"])}
        for part in ("account", "currency", "campaign", "ad_set"):
            found[key][part] = greatest(held[part], line[part])
        found[key]["names"] = {name: greatest(held["names"][name], line["names"][name]) for name in held["names"]}
    return list(found.values())


def greatest(*values):
    return max((value for value in values if value), default=None)


def in_micros(lines, at):
    """The value is added up as decimals, and rounded once."""
    for line in lines:
        line["measures"][at] = micros(line["measures"][at])
    return lines


def cell(row, names):
    return tuple("" if row.get(name) is None else str(row[name]) for name in names)


def of_ad(line):
    return line["day"], line["account"], line["ad"]


def of_campaign(line):
    return line["day"], line["campaign"]


def resource(name, place):
    """The id at `place` of a resource name such as `customers/1/campaigns/2`, counted from 0."""
    parts = (given(name) or "").split("/")
    return parts[place] if len(parts) > place and parts[place] else None


def account_of(row):
    return identifier(row.get("customer_id")) or resource(row.get("campaign_resource_name"), 1)


def google_ads(lake):
    def measures(row):
        return [
            count(row.get("metrics_cost_micros")),
            count(row.get("metrics_impressions")),
            count(row.get("metrics_clicks")),
            amount(row.get("metrics_conversions")),
            amount(row.get("metrics_conversions_value")),
        ]

    def ad_key(row):
        return (
            row["segments_date"],
            identifier(row.get("ad_group_id")),
            identifier(row["ad_group_ad_ad_id"]),
            cell(row, ["segments_ad_network_type", "segments_device"]),
        )

    def hour_key(row):
        return (
            row["segments_date"],
            identifier(row["campaign_id"]),
            cell(row, ["segments_hour", "segments_ad_network_type"]),
        )

    def place_key(row):
        return (
            row["segments_date"],
            identifier(row.get("ad_group_id")),
            cell(row, ["segments_geo_target_region", "segments_geo_target_city", "geographic_view_location_type"]),
        )

    customers = lake.latest("google_ads", "customer", lambda row: identifier(row["customer_id"]))
    listed = {account: currency_of(row.get("customer_currency_code")) for account, row in customers.items()}
    campaigns = lake.latest("google_ads", "campaign", lambda row: identifier(row["campaign_id"]))
    ads = [
        ad_line(
            day,
            identifier(row.get("customer_id")),
            currency_of(row.get("customer_currency_code")),
            identifier(row.get("campaign_id")),
            ad_set,
            ad,
            measures(row),
            account_name=row.get("customer_descriptive_name"),
            campaign_name=row.get("campaign_name"),
            ad_set_name=row.get("ad_group_name"),
            ad_name=row.get("ad_group_ad_ad_name"),
        )
        for (day, ad_set, ad, _), row in lake.latest("google_ads", "ad_performance", ad_key).items()
    ]
    whole = []
    for (day, campaign, _), row in lake.latest("google_ads", "campaign", hour_key).items():
        said = campaigns[campaign]
        account = account_of(said)
        names = {
            "account_name": customers.get(account, {}).get("customer_descriptive_name"),
            "campaign_name": said.get("campaign_name"),
            "objective": said.get("campaign_advertising_channel_type"),
        }
        whole.append(ad_line(day, account, listed.get(account), campaign, None, None, measures(row), **names))
    ads = in_micros(together(ads, of_ad), 4)
    whole = in_micros(together(whole, of_campaign), 4)
    regions = [
        region_line(
            day,
            identifier(row.get("customer_id")),
            identifier(row.get("campaign_id")),
            row["segments_geo_target_region"].rsplit("/", 1)[-1],
            measures(row),
            row.get("campaign_name"),
        )
        for (day, _, _), row in lake.latest("google_ads", "geo_performance", place_key).items()
        if given(row.get("segments_geo_target_region"))
    ]
    return ads + unattributed(ads, whole, lake.unclear), in_micros(regions, 4), listed


def microsoft_ads(lake):
    cells = ["currencycode", "devicetype", "network", "locationid"]

    def measures(row):
        revenue = row.get("revenue")
        return [
            micros(amount(row.get("spend"))),
            count(row.get("impressions")),
            count(row.get("clicks")),
            amount(row.get("conversions")),
            amount(revenue if revenue is None else str(revenue).replace(",", "")),
        ]

    def line(row, ad):
        """A line by campaign has the campaign's type, one by ad the ad group's name."""
        return ad_line(
            row["timeperiod"],
            identifier(row.get("accountid")),
            currency_of(row.get("currencycode")),
            identifier(row.get("campaignid")),
            identifier(row.get("adgroupid")),
            ad,
            measures(row),
            account_name=row.get("accountname"),
            campaign_name=row.get("campaignname"),
            ad_set_name=row.get("adgroupname"),
            objective=row.get("campaigntype") if ad is None else None,
        )

    def latest(stream, ids):
        return lake.latest(
            "microsoft_ads",
            stream,
            lambda row: (row["timeperiod"], *[identifier(row[name]) for name in ids], cell(row, cells)),
        ).values()

    def place(row):
        elsewhere = row["mostspecificlocation"] != row["country"]
        return given(row.get("state")) or (identifier(row.get("locationid")) if elsewhere else None)

    ads = [line(row, identifier(row["adid"])) for row in latest("ad_performance_report_daily", ["adgroupid", "adid"])]
    whole = [line(row, None) for row in latest("campaign_performance_report_daily", ["campaignid"])]
    ads = in_micros(together(ads, of_ad), 4)
    whole = in_micros(together(whole, of_campaign), 4)
    regions = [
        region_line(
            row["timeperiod"],
            identifier(row.get("accountid")),
            identifier(row.get("campaignid")),
            place(row),
            measures(row),
            row.get("campaignname"),
        )
        for row in latest("geographic_performance_report_daily", ["adgroupid"])
        if place(row)
    ]
    accounts = lake.latest("microsoft_ads", "accounts", lambda row: identifier(row["id"]))
    listed = {account: currency_of(row.get("currencycode")) for account, row in accounts.items()}
    return ads + unattributed(ads, whole, lake.unclear), in_micros(regions, 4), listed
