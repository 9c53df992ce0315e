"""What syncs changed of a campaign's day: its facts are computed as of each sync, one after the other."""

from platforms import plus
from raw import Lake, identifier

REPORTS = {
    "meta": ["ads_insights"],
    "tiktok": ["ads_reports_daily"],
    "linkedin": ["ad_creative_analytics", "ad_campaign_analytics"],
    "google_ads": ["ad_performance", "campaign"],
    "microsoft_ads": ["ad_performance_report_daily", "campaign_performance_report_daily"],
}
# Ads of one campaign may be told to be of several accounts; then the campaign's own record says which.
CAMPAIGNS = {"tiktok": ("campaigns", "campaign_id", "advertiser_id")}
METRICS = ["account_spend_micros", "impressions", "clicks", "conversions", "account_value_micros"]


def restatements(syncs, platform, read):
    """Which campaign an ad belongs to, and which days are unclear, is what the whole lake says."""
    ads_now = read(Lake(syncs))[0]
    campaigns = {line["ad"]: line["campaign"] for line in ads_now}
    accounts = {line["campaign"]: line["account"] for line in ads_now}
    if platform in CAMPAIGNS:
        stream, own, above = CAMPAIGNS[platform]
        listed = Lake(syncs).latest(platform, stream, lambda row: identifier(row[own]))
        accounts |= {campaign: identifier(row[above]) for campaign, row in listed.items()}
    unclear = {line["day"] for line in ads_now if line["campaign"] == "unknown"}

    def is_report(sync):
        return sync["platform"] == platform and sync["stream"] in REPORTS[platform]

    found, before = [], {}
    for instant in sorted({sync["extractedAt"] for sync in syncs if is_report(sync)}):
        lake = Lake([sync for sync in syncs if not is_report(sync) or sync["extractedAt"] <= instant], unclear)
        after = {}
        for line in read(lake)[0]:
            name = line["day"], campaigns.get(line["ad"], line["campaign"])
            after[name] = plus(after.get(name, [0] * 5), line["measures"])
        for (day, campaign), was in before.items():
            became = after.get((day, campaign), [0] * 5)
            found += [
                {
                    "date_day": day,
                    "platform": platform,
                    "account_id": accounts.get(campaign, "unknown"),
                    "campaign_id": campaign,
                    "metric": metric,
                    "from_value": f"{old:.6f}",
                    "to_value": f"{new:.6f}",
                    "extracted_at": instant,
                }
                for metric, old, new in zip(METRICS, was, became, strict=True)
                if old != new
            ]
        before = after
    return found
