"""What a platform says of ads and of regions, in one form.

An ad's line: day, account, currency, campaign, ad_set, ad and the measures; a region's: day, account, campaign, region and the measures.
Measures are [spend micros, impressions, clicks, conversions, value micros]; `names` is what the line calls what it is part of.
"""

from raw import amount, given


def ad_line(day, account, currency, campaign, ad_set, ad, measures, **names):
    return {
        "day": day,
        "account": account or "unknown",
        "currency": currency,
        "campaign": campaign or "unknown",
        "ad_set": ad_set or "unknown",
        "ad": ad,
        "measures": measures,
        "names": {name: given(value) for name, value in names.items()},
    }


def region_line(day, account, campaign, region, measures, campaign_name=None):
    return {
        "day": day,
        "account": account or "unknown",
        "campaign": campaign or "unknown",
        "region": region,
        "measures": measures,
        "campaign_name": given(campaign_name),
    }


def currency_of(value):
    return given(value) and given(value).upper()


def plus(left, right):
    return [a + b for a, b in zip(left, right, strict=True)]


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
            names = {**line["names"], "ad_set_name": "Unattributed", "ad_name": "Unattributed"}
            rests.append({**line, "ad_set": name, "ad": name, "measures": rest, "names": names})
    return rests
