"""What syncs changed of a campaign's day: its facts are computed as of each sync, one after the other."""

from lines import plus
from raw import Lake

REPORTS = {
    "meta": ["ads_insights"],
    "tiktok": ["ads_reports_daily"],
    "linkedin": ["ad_creative_analytics", "ad_campaign_analytics"],
    "google_ads": ["ad_performance", "campaign"],
    "microsoft_ads": ["ad_performance_report_daily", "campaign_performance_report_daily"],
}
METRICS = ["account_spend_micros", "impressions", "clicks", "conversions", "account_value_micros"]


def restatements(syncs, platform, read, accounts):
    """Which campaign an ad belongs to, and which days are unclear, is what the whole lake says; `accounts` are those of campaigns."""
    ads_now = read(Lake(syncs))[0]
    campaigns = {line["ad"]: line["campaign"] for line in ads_now}
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
                    "account_id": accounts[campaign],
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
