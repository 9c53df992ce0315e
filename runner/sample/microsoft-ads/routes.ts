import { Hono, type Context as HonoContext } from "hono";
import type { z } from "zod";
import {
  type Caller as AnyCaller,
  admit,
  callerOf,
  isEmptied,
  type PlatformDeps,
  type PlatformEnv,
  slowNowAndThen,
} from "../platform.ts";
import type { SampleAccount } from "../world/tenants.ts";
import { isDeleted } from "../world/world.ts";
import { OfAccount, OfAdGroup, OfCampaign, OfPoll, OfReport, parseBody } from "./body.ts";
import { accountRow, adGroupRow, adRow, campaignRow, userRow } from "./entities.ts";
import {
  badParameter,
  expiredToken,
  invalidToken,
  MicrosoftError,
  notFound,
  rateLimited,
  serverError,
} from "./errors.ts";
import { refresh } from "./oauth.ts";
import { checkQuestion, reportOf } from "./report.ts";
import { ReportOrders } from "./report-orders.ts";
import { accountsEnvelope, elementOf, faultEnvelope, operationOf, userEnvelope } from "./soap.ts";
import { zipOf } from "./zip.ts";

type Env = PlatformEnv<"microsoft_ads">;
type Caller = AnyCaller<"microsoft_ads">;
type Context = HonoContext<Env>;

const SOAP_PATH = "/Api/CustomerManagement/v13/CustomerManagementService.svc";
const isSoap = (path: string): boolean => path.endsWith(SOAP_PATH);

const refusals = { expired_token: expiredToken, rate_limit: rateLimited, server_error: serverError };

/** What the services at several hosts answer: JSON, and for customer management SOAP as well. */
export function microsoftAdsApi(deps: PlatformDeps): Hono<Env> {
  const api = new Hono<Env>({ strict: false });
  const maybeSlow = slowNowAndThen(deps.slow.nowAndThen);
  const orders = new ReportOrders();
  const { world } = deps;

  api.onError((error, context) => {
    if (!(error instanceof MicrosoftError)) throw error;
    if (isSoap(context.req.path)) return xml(context, faultEnvelope(error), 500);
    return context.json(error.body, error.status);
  });

  api.post("/:directory/oauth2/v2.0/token", async (context) => {
    const answer = refresh(deps, new URLSearchParams(await context.req.text()));
    return context.json(answer.body, answer.status);
  });

  // The address alone opens it, as at the platform.
  api.get("/reports/:file{[-0-9a-f]+\\.zip}", async (context) => {
    const { id, caller, question } = orders.get(context.req.param("file").replace(".zip", ""));
    context.set("tenantId", caller.tenant.id);
    await maybeSlow();
    const accounts = isEmptied(deps, "microsoft_ads", caller)
      ? []
      : caller.access.accounts.filter((account) => question.Scope.AccountIds.includes(account.id));
    const archive = zipOf(`${id}.csv`, reportOf(world, accounts, deps.control.moment, question));
    context.header("content-type", "application/x-zip-compressed");
    return context.body(new Uint8Array(archive));
  });

  api.use("*", async (context, next) => {
    const caller = await callerIn(context);
    if (!caller) throw invalidToken();
    await admit(deps, "microsoft_ads", context, caller, refusals);
    await next();
  });

  async function callerIn(context: Context): Promise<Caller | null> {
    const envelope = isSoap(context.req.path) ? await context.req.text() : null;
    const token = envelope ? elementOf(envelope, "AuthenticationToken") : bearerOf(context);
    const developer = envelope ? elementOf(envelope, "DeveloperToken") : context.req.header("developertoken");
    return callerOf(
      deps,
      "microsoft_ads",
      ({ accessToken, developerToken }) => accessToken === token && developerToken === developer,
    );
  }

  api.post(SOAP_PATH, async (context) => {
    const { tenant, access } = context.var.caller;
    const operation = operationOf(await context.req.text());
    if (operation === "GetUser") return xml(context, userEnvelope(tenant.id), 200);
    if (operation === "SearchAccounts") return xml(context, accountsEnvelope(access.accounts), 200);
    throw badParameter(`The sample platform has no operation ${operation}`);
  });

  api.post("/CustomerManagement/v13/User/Query", (context) =>
    context.json({ User: userRow(context.var.caller.tenant.id) }),
  );

  api.post("/CustomerManagement/v13/Accounts/Search", (context) =>
    context.json({ Accounts: context.var.caller.access.accounts.map(accountRow) }),
  );

  /** A list of entities below what the body names; without rows while the fault `empty` lasts. */
  const list = <T extends z.ZodType>(
    path: string,
    field: string,
    type: T,
    rows: (caller: Caller, asked: z.output<T>) => readonly unknown[],
  ): void => {
    api.post(`/CampaignManagement/v13/${path}`, async (context) => {
      const { caller } = context.var;
      const asked = parseBody(await context.req.text(), type);
      await maybeSlow();
      const found = isEmptied(deps, "microsoft_ads", caller) ? [] : rows(caller, asked);
      return context.json({ [field]: found, PartialErrors: [] });
    });
  };

  const campaignsOf = ({ access }: Caller) => access.accounts.flatMap((account) => world.campaigns(account));

  list("Campaigns/QueryByAccountId", "Campaigns", OfAccount, ({ access, moment }, { AccountId }) =>
    world.campaigns(accountOf(access.accounts, AccountId)).map((campaign) => campaignRow(campaign, moment)),
  );

  list("AdGroups/QueryByCampaignId", "AdGroups", OfCampaign, (caller, { CampaignId }) =>
    campaignsOf(caller)
      .filter(({ id }) => id === CampaignId)
      .flatMap((campaign) => campaign.adSets.map((adSet) => adGroupRow(adSet, caller.moment))),
  );

  list("Ads/QueryByAdGroupId", "Ads", OfAdGroup, (caller, { AdGroupId }) => {
    const { firstDay, today } = caller.moment;
    return campaignsOf(caller)
      .flatMap((campaign) => world.ads(campaign, firstDay, today))
      .filter((ad) => ad.adSet.id === AdGroupId && !isDeleted(ad, today))
      .map(adRow);
  });

  api.post("/Reporting/v13/GenerateReport/Submit", async (context) => {
    const { caller } = context.var;
    const { ReportRequest: question } = parseBody(await context.req.text(), OfReport);
    checkQuestion(question);
    for (const id of question.Scope.AccountIds) accountOf(caller.access.accounts, id);
    const { CustomDateRangeStart: from, CustomDateRangeEnd: to } = question.Time;
    deps.onReport({ platform: "microsoft_ads", tenantId: caller.tenant.id, report: question.Type, from, to });
    return context.json({ ReportRequestId: orders.order(caller, question).id });
  });

  api.post("/Reporting/v13/GenerateReport/Poll", async (context) => {
    const { ReportRequestId } = parseBody(await context.req.text(), OfPoll);
    return context.json({ ReportRequestStatus: orders.poll(ReportRequestId, context.var.caller) });
  });

  api.all("*", (context) => {
    throw notFound(context.req.path);
  });

  return api;
}

function accountOf(accounts: readonly SampleAccount[], id: string): SampleAccount {
  const account = accounts.find((candidate) => candidate.id === id);
  if (!account) throw badParameter(`AccountId: ${id} is not an account of yours`);
  return account;
}

const bearerOf = (context: Context): string | undefined => context.req.header("authorization")?.replace(/^Bearer /, "");

function xml(context: HonoContext, text: string, status: 200 | 500): Response {
  context.header("content-type", "text/xml; charset=utf-8");
  return context.body(text, status);
}
