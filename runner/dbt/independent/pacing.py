"""How a month's budget is spent: one row of each campaign that holds a budget, or whose ad sets do."""

from datetime import date, datetime, timedelta, timezone

from budgets import half

GONE = ("DELETED", "ARCHIVED")


def versions_of(reads, offset):
    """By holder [from, to, daily, lifetime] in days of the tenant: the last telling of a day holds for all of it, and until the next.

    The first that is a budget holds for all days before it, and what is gone has the day on which it went.
    """
    told, before = {}, {}
    for holder, _, when, status, daily, lifetime in sorted(reads, key=lambda each: each[2]):
        if before.get(holder) == (status, daily, lifetime):
            continue
        before[holder] = status, daily, lifetime
        day = datetime.fromisoformat(when[0]).astimezone(timezone(timedelta(hours=offset))).date()
        told.setdefault(holder, {})[day] = (status in GONE, daily, lifetime)
    found = {}
    for holder, by_day in told.items():
        held = [day for day in by_day if by_day[day][1] > 0 or by_day[day][2] > 0]
        days = sorted(day for day in by_day if held and day >= min(held))
        for at, day in enumerate(days):
            is_gone, daily, lifetime = by_day[day]
            after = days[at + 1] - timedelta(1) if at + 1 < len(days) else None
            found.setdefault(holder, []).append((day if at else None, day if is_gone else after, daily, lifetime))
    return found


def length(first, last):
    return (last - first).days + 1


def budget_of(versions, start, end, scheduled):
    """What the versions come to between two days, and the days that have one; `scheduled`: the length of the whole schedule, if it has one."""
    total, days = 0, []
    for first, last, daily, lifetime in versions:
        told = max(start, first or start), min(end, last or end)
        if told[0] > told[1]:
            continue
        days.append(told)
        total += daily * length(*told)
        if scheduled:
            total += half(lifetime * length(*told), scheduled)
        elif told[1] == end:
            total += lifetime
    return total, days


def pacing(platform, budgets, things, campaigns, facts, exchange, offset):
    """`budgets` are reads, `things` what is listed, `campaigns` and `facts` rows of the marts; `offset` is of the tenant's days, in hours."""
    if not facts:
        return
    through = date.fromisoformat(max(row["date_day"] for row in facts))
    month = through.replace(day=1), (through.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
    known = {row["campaign_id"]: row for row in campaigns}
    spent = {}
    for row in facts:
        if date.fromisoformat(row["date_day"]) >= month[0]:
            for name in ((row["campaign_id"], None), (row["campaign_id"], row["ad_set_id"])):
                spent[name] = spent.get(name, 0) + int(row["spend_micros"])
    versions = versions_of(budgets, offset)
    now = {}
    for read in sorted(budgets, key=lambda each: each[2]):
        now[read[0]] = read
    holders = {holder: read for holder, read in now.items() if read[4] > 0 or read[5] > 0}
    above = {read[1] for holder, read in holders.items() if holder.startswith("campaign:")}
    found = {}
    for holder, (_, campaign, *_) in holders.items():
        kind, own = holder.split(":", 1)
        if campaign is None or (kind == "ad_set" and campaign in above):
            continue
        thing = things["campaigns" if kind == "campaign" else "ad_sets"][own]
        schedule = thing if kind == "ad_set" or "start" in thing else {}
        if kind == "campaign" and "start" not in thing:
            schedule = {"start": known[own]["start_date"], "end": known[own]["end_date"]}
        first, last = (day and date.fromisoformat(day) for day in (schedule.get("start"), schedule.get("end")))
        if thing["status"] != "ACTIVE" and spent.get((campaign, own if kind == "ad_set" else None), 0) <= 0:
            continue
        goes = [to for _, to, _, _ in versions[holder]]
        gone = max(goes) if all(goes) else None
        start, end = max(month[0], first or month[0]), min(month[1], last or month[1], gone or month[1])
        scheduled = length(first, last) if first and last else None
        total, days = budget_of(versions[holder], start, end, scheduled)
        if start <= end and days:
            found.setdefault(campaign, []).append((start, end, total))
    for campaign, parts in found.items():
        start, end = min(part[0] for part in parts), max(part[1] for part in parts)
        elapsed, period = length(start, min(through, end)), length(start, end)
        so_far = spent.get((campaign, None), 0)
        account = known[campaign]["account_currency"]
        budget = exchange.convert(sum(part[2] for part in parts), account, str(through))
        yield {
            "budget_id": f"{platform}:{campaign}",
            "platform": platform,
            "campaign_id": campaign,
            "account_currency": account,
            "monthly_budget_micros": str(budget),
            "spend_to_date_micros": str(so_far),
            "projected_spend_micros": str(half(so_far * period, elapsed) if elapsed > 0 else so_far),
            "start_date": str(start),
            "end_date": str(end),
        }
