"""What platforms say of campaigns, ad sets and ads, word by word in one vocabulary; a word that nobody knows is UNKNOWN."""

from raw import first, given

META = {
    **dict.fromkeys(["ACTIVE", "WITH_ISSUES"], "ACTIVE"),
    **dict.fromkeys(["PAUSED", "CAMPAIGN_PAUSED", "ADSET_PAUSED"], "PAUSED"),
    **dict.fromkeys(["PENDING_REVIEW", "IN_PROCESS", "PREAPPROVED", "PENDING_BILLING_INFO"], "PENDING"),
    "DISAPPROVED": "REJECTED",
    "ARCHIVED": "ARCHIVED",
    "DELETED": "DELETED",
}
TIKTOK = {
    **dict.fromkeys(["CAMPAIGN_STATUS_DELETE", "ADGROUP_STATUS_DELETE", "AD_STATUS_DELETE"], "DELETED"),
    **dict.fromkeys(["ADGROUP_STATUS_AUDIT_DENY", "AD_STATUS_AUDIT_DENY"], "REJECTED"),
    **dict.fromkeys(["ADGROUP_STATUS_AUDIT", "ADGROUP_STATUS_REAUDIT", "AD_STATUS_AUDIT"], "PENDING"),
    **dict.fromkeys(["ADGROUP_STATUS_TIME_DONE", "AD_STATUS_DONE"], "COMPLETED"),
    **dict.fromkeys(["CAMPAIGN_STATUS_DISABLE", "AD_STATUS_CAMPAIGN_DISABLE"], "PAUSED"),
}
TIKTOK_SWITCH = {"DELETE": "DELETED", "DISABLE": "PAUSED", "ENABLE": "ACTIVE"}
LINKEDIN = {
    **{word: word for word in ("ACTIVE", "PAUSED", "COMPLETED", "ARCHIVED")},
    "CANCELED": "ARCHIVED",
    "DRAFT": "PENDING",
    "PENDING_DELETION": "DELETED",
    "REMOVED": "DELETED",
}
GOOGLE = {"REMOVED": "DELETED", "ENABLED": "ACTIVE", "PAUSED": "PAUSED"}
MICROSOFT = {
    "Active": "ACTIVE",
    **dict.fromkeys(["Paused", "BudgetPaused", "BudgetAndManualPaused", "Suspended", "Inactive"], "PAUSED"),
    "Draft": "PENDING",
    "Expired": "COMPLETED",
    "Deleted": "DELETED",
}


def our(words, word):
    return words.get(word, "UNKNOWN")


def of_meta(row):
    return our(META, first(row.get("effective_status"), row.get("status")))


def of_tiktok(row):
    """What the secondary status says comes before what the switch does, but for deletion."""
    switch = given(row.get("operation_status"))
    if switch == "DELETE":
        return "DELETED"
    return TIKTOK.get(given(row.get("secondary_status"))) or our(TIKTOK_SWITCH, switch)


def of_linkedin(row):
    return our(LINKEDIN, given(row.get("status")))


def of_microsoft(row):
    return our(MICROSOFT, given(row.get("status")))
