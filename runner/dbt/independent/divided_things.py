"""The same that things.py says, of Google Ads and Microsoft Ads."""

from divided import account_of, resource
from raw import first, given, identifier
from statuses import GOOGLE, MICROSOFT, of_microsoft, our
from things import account, day, newest, thing


def google_ads(lake, today):
    def of_campaign(row):
        word, serving = given(row.get("campaign_status")), given(row.get("campaign_serving_status"))
        if word == "ENABLED" and serving in ("ENDED", "PENDING"):
            return "COMPLETED" if serving == "ENDED" else "PENDING"
        return our(GOOGLE, word)

    def of_ad(row):
        approval = given(row.get("ad_group_ad_policy_summary_approval_status"))
        review = given(row.get("ad_group_ad_policy_summary_review_status"))
        word = given(row.get("ad_group_ad_status"))
        if word == "ENABLED" and approval == "DISAPPROVED":
            return "REJECTED"
        if word == "ENABLED" and review == "REVIEW_IN_PROGRESS" and approval in (None, "UNKNOWN"):
            return "PENDING"
        return our(GOOGLE, word)

    def schedule(row):
        start = first(row.get("campaign_start_date_time"), row.get("campaign_start_date"))
        end = first(row.get("campaign_end_date_time"), row.get("campaign_end_date"))
        return {"start": day(start), "end": None if end is None or end.startswith("2037-") else day(end)}

    campaigns = {
        name: thing(
            when,
            row.get("campaign_name"),
            of_campaign(row),
            account=account_of(row),
            objective=given(row.get("campaign_advertising_channel_type")),
            **schedule(row),
        )
        for name, when, row in newest(lake, "google_ads", "campaign", "campaign_id")
    }

    def of_group(row):
        campaign = identifier(row.get("campaign_id")) or resource(row.get("ad_group_campaign"), 3)
        held = campaigns.get(campaign, {})
        above = {"campaign": campaign, "campaign_name": held.get("name"), "start": held.get("start"), "end": held.get("end")}
        return {"account": resource(row.get("ad_group_campaign"), 1), **above}

    groups = {
        name: thing(when, row.get("ad_group_name"), our(GOOGLE, given(row.get("ad_group_status"))), **of_group(row))
        for name, when, row in newest(lake, "google_ads", "ad_group", "ad_group_id")
    }

    def of_set(row):
        ad_set = identifier(row.get("ad_group_id")) or resource(row.get("ad_group_ad_ad_group"), 3)
        held = groups.get(ad_set, {})
        above = {"ad_set": ad_set, "campaign": held.get("campaign"), "ad_set_name": held.get("name")}
        return {"account": resource(row.get("ad_group_ad_ad_group"), 1), **above}

    return {
        "accounts": {
            name: account(
                row.get("customer_descriptive_name"), row.get("customer_currency_code"), row.get("customer_time_zone")
            )
            for name, _, row in newest(lake, "google_ads", "customer", "customer_id")
        },
        "campaigns": campaigns,
        "ad_sets": groups,
        "ads": {
            name: thing(when, row.get("ad_group_ad_ad_name"), of_ad(row), **of_set(row))
            for name, when, row in newest(lake, "google_ads", "ad_group_ad", "ad_group_ad_ad_id")
        },
    }


def microsoft_ads(lake, today):
    def moment(told):
        return told and f"{int(told['Year']):04}-{int(told['Month']):02}-{int(told['Day']):02}"

    def of_ad(row):
        word, editors = given(row.get("status")), given(row.get("editorialstatus"))
        if word == "Active" and editors in ("Disapproved", "Inactive"):
            return "REJECTED" if editors == "Disapproved" else "PENDING"
        return our(MICROSOFT, word)

    campaigns = {
        name: thing(
            when,
            row.get("name"),
            of_microsoft(row),
            account=identifier(row.get("accountid")),
            objective=given(row.get("campaigntype")),
        )
        for name, when, row in newest(lake, "microsoft_ads", "campaigns", "id")
    }

    def of_group(row):
        campaign = identifier(row.get("campaignid"))
        held = campaigns.get(campaign, {})
        return {
            "account": identifier(row.get("accountid")) or held.get("account"),
            "campaign": campaign,
            "campaign_name": held.get("name"),
        }

    groups = {
        name: thing(
            when,
            row.get("name"),
            of_microsoft(row),
            **of_group(row),
            start=moment(row.get("startdate")),
            end=moment(row.get("enddate")),
        )
        for name, when, row in newest(lake, "microsoft_ads", "ad_groups", "id")
    }

    def of_set(row):
        ad_set = identifier(row.get("adgroupid"))
        held = groups.get(ad_set, {})
        above = {"ad_set": ad_set, "campaign": held.get("campaign"), "ad_set_name": held.get("name")}
        return {"account": identifier(row.get("accountid")) or held.get("account"), **above}

    def title(row):
        return first(row.get("titlepart1"), row.get("headline"), row.get("longheadlinestring"))

    return {
        "accounts": {
            name: account(row.get("name"), row.get("currencycode"), row.get("timezone"))
            for name, _, row in newest(lake, "microsoft_ads", "accounts", "id")
        },
        "campaigns": campaigns,
        "ad_sets": groups,
        "ads": {
            name: thing(when, title(row), of_ad(row), **of_set(row))
            for name, when, row in newest(lake, "microsoft_ads", "ads", "id")
        },
    }
