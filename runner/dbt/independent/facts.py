"""The facts of ads and of regions."""

from datetime import date, timedelta

from lines import plus
from raw import spelling

WINDOWS = {"meta": 7, "tiktok": 7, "linkedin": 30, "google_ads": 30, "microsoft_ads": 30, "ga4": 3, "search_console": 3}


def is_settled(platform, day, today):
    return str(date.fromisoformat(day) + timedelta(WINDOWS[platform])) < today


def currencies(ads, listed, reporting):
    """An account's currency: what its newest report that says one says, else its list, else the reporting currency.

    Gives back what says it of an account, and what says whether it is assumed.
    """
    told = dict(listed)
    for line in sorted(ads, key=lambda each: each["day"]):
        if line["currency"]:
            told[line["account"]] = line["currency"]
    return (lambda account: told.get(account) or reporting), (lambda account: not told.get(account))


def spellings(regions, platform):
    """Codes by the spelling of a name, and of an id of this platform."""
    return {spelling(each["name"]): each["code"] for each in regions if each["platform"] in (None, platform)}


def money(currency, spend, value, exchange, day):
    return {
        "account_currency": currency,
        "account_spend_micros": str(spend),
        "account_value_micros": str(value),
        **exchange.told(currency, day),
    }


def ad_facts(platform, ads, currency, exchange, today):
    for line in ads:
        told, day = line["currency"] or currency(line["account"]), line["day"]
        spend, impressions, clicks, conversions, value = line["measures"]
        yield {
            "date_day": day,
            "platform": platform,
            "account_id": line["account"],
            "campaign_id": line["campaign"],
            "ad_set_id": line["ad_set"],
            "ad_id": line["ad"],
            **money(told, spend, value, exchange, day),
            "spend_micros": str(exchange.convert(spend, told, day)),
            "impressions": str(impressions),
            "clicks": str(clicks),
            "conversions": f"{conversions:.6f}",
            "value_micros": str(exchange.convert(value, told, day)),
            "settled": is_settled(platform, day, today),
        }


def region_facts(platform, ads, places, currency, exchange, codes, today):
    """What ads say of a campaign's day and regions do not is a row `unattributed`."""
    rests, found = {}, {}
    for line in ads:
        told, day = line["currency"] or currency(line["account"]), line["day"]
        converted = [exchange.convert(line["measures"][at], told, day) for at in (0, 4)]
        name = day, line["account"], line["campaign"]
        rests[name] = plus(rests.get(name, [0] * 7), [*line["measures"], *converted])
    for line in places:
        code = codes.get(spelling(line["region"]), "unmapped")
        name = line["day"], line["account"], line["campaign"], code
        found[name] = plus(found.get(name, [0] * 5), line["measures"])
    rows = []
    for (day, account, campaign, code), measures in found.items():
        converted = [exchange.convert(measures[at], currency(account), day) for at in (0, 4)]
        rows.append((day, account, campaign, code, [*measures, *converted]))
        name = day, account, campaign
        rests[name] = plus(rests.get(name, [0] * 7), [-part for part in rows[-1][-1]])
    rows += [(*name, "unattributed", rest) for name, rest in rests.items()]
    for day, account, campaign, code, measures in rows:
        spend, impressions, clicks, conversions, value, reporting_spend, reporting_value = measures
        if any(measures):
            yield {
                "date_day": day,
                "platform": platform,
                "account_id": account,
                "campaign_id": campaign,
                "region_code": code,
                **money(currency(account), spend, value, exchange, day),
                "spend_micros": str(reporting_spend),
                "impressions": str(impressions),
                "clicks": str(clicks),
                "conversions": f"{conversions:.6f}",
                "value_micros": str(reporting_value),
                "settled": is_settled(platform, day, today),
            }
