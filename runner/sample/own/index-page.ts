import { controlled } from "../control/state.ts";

const oneOf = controlled.map((platform) => `"${platform}"`).join(" | ");

/** What `GET /` answers: every endpoint that is not a platform's own. */
export const indexPage = {
  service: "ADinsights sample ad platform",
  platforms: {
    meta: "/meta/v25.0/… is graph.facebook.com",
    tiktok: "/tiktok/open_api/v1.3/… is business-api.tiktok.com",
    linkedin: "/linkedin/rest/… is api.linkedin.com, /linkedin/oauth/v2/accessToken is www.linkedin.com",
    google_ads: "/google-ads/v23/… is googleads.googleapis.com; /google/… issues its access tokens",
    microsoft_ads:
      "/microsoft-ads/… is *.api.bingads.microsoft.com, login.microsoftonline.com and the reports' downloads",
    ga4: "/google/analyticsdata/v1beta/… is analyticsdata.googleapis.com",
    search_console: "/google/www/webmasters/v3/… is www.googleapis.com/webmasters/v3",
  },
  endpoints: {
    "GET /world": "tenants, accounts, sample credentials, the world's first and last day",
    "GET /truth/daily?tenant=ID[&start_date=][&end_date=]": "what each campaign did each day, from the generator",
    "GET /truth/regions?tenant=ID": "the same by parish",
    "GET /truth/web?tenant=ID": "the visits of its website, by day, way and place",
    "GET /truth/search?tenant=ID": "what people saw of its website in Google's results",
    "GET /rates.csv": "date,base,quote,rate for USD and JMD",
    "GET /thumbnails/ID.svg": "the picture of an ad",
    "GET /control": "what the world was told",
    "POST /control/advance": '{"days": 1}: the world\'s last day moves on, at most to the real date',
    "POST /control/restate": `{"tenant": ID, "platform": ${oneOf}, "days_back": 3, "factor": 1.2}: conversions of the last days change from now on`,
    "POST /control/faults": `{"platform": ${oneOf}, "fault": "expired_token" | "rate_limit" | "server_error" | "empty" | "slow" | "version_sunset", "count": 1 | "until_cleared", "tenant": ID?}`,
    "DELETE /control/faults": "no faults any more",
  },
} as const;
