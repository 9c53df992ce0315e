import { Hono } from "hono";
import { z } from "zod";
import type { Control } from "../control/control.ts";
import { ratesCsv } from "../world/rates.ts";
import { type SampleTenant, samplePlatforms } from "../world/tenants.ts";
import { truthDaily, truthRegions } from "../world/truth.ts";
import { truthSearch } from "../world/truth-search.ts";
import { truthWeb } from "../world/truth-web.ts";
import { webSources } from "../world/web-sources.ts";
import type { World } from "../world/world.ts";
import { OwnError } from "./errors.ts";

/** What is true in the world, computed from the generator and not through the platforms' APIs. */
export function facts(world: World, control: Control): Hono {
  const app = new Hono();

  app.get("/truth/daily", (context) => {
    const tenant = tenantOf(world, context.req.query("tenant"));
    const { moment } = control;
    const first = dateOr(context.req.query("start_date"), "start_date", moment.firstDay);
    const last = dateOr(context.req.query("end_date"), "end_date", moment.today);
    const rows = truthDaily(
      world,
      tenant,
      moment,
      first < moment.firstDay ? moment.firstDay : first,
      last > moment.today ? moment.today : last,
    );
    return context.json({ tenant: tenant.id, today: moment.today, rows });
  });

  app.get("/truth/regions", (context) => {
    const tenant = tenantOf(world, context.req.query("tenant"));
    const { moment } = control;
    return context.json({ tenant: tenant.id, today: moment.today, rows: truthRegions(world, tenant, moment) });
  });

  app.get("/truth/web", (context) => {
    const tenant = tenantOf(world, context.req.query("tenant"));
    const { moment } = control;
    return context.json({ tenant: tenant.id, today: moment.today, rows: truthWeb(world, tenant, moment) });
  });

  app.get("/truth/search", (context) => {
    const tenant = tenantOf(world, context.req.query("tenant"));
    const { moment } = control;
    return context.json({ tenant: tenant.id, today: moment.today, rows: truthSearch(world, tenant, moment) });
  });

  app.get("/rates.csv", (context) => {
    const { moment } = control;
    context.header("content-type", "text/csv; charset=utf-8");
    return context.body(ratesCsv(world.seed, moment.firstDay, moment.today));
  });

  app.get("/world", (context) => {
    const { moment, limit, config } = control;
    return context.json({
      first_day: moment.firstDay,
      today: moment.today,
      latest_possible_day: limit,
      seed: config.seed,
      scale: config.scale,
      tenants: world.tenants.map(tenantFacts),
    });
  });

  return app;
}

export function tenantOf(world: World, id: string | undefined): SampleTenant {
  const tenant = world.tenants.find((candidate) => candidate.id === id);
  if (tenant) return tenant;
  const known = world.tenants.map((candidate) => candidate.id).join(", ");
  throw new OwnError(404, `There is no tenant ${id ?? "without an id"}`, `Use ?tenant= with one of: ${known}`);
}

function dateOr(text: string | undefined, name: string, fallback: string): string {
  if (text === undefined) return fallback;
  const parsed = z.iso.date().safeParse(text);
  if (parsed.success) return parsed.data;
  throw new OwnError(400, `${name} is not a date: ${text}`, "Write it as YYYY-MM-DD");
}

const snakeCased = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

const tenantFacts = (tenant: SampleTenant): Record<string, unknown> => ({
  id: tenant.id,
  label: tenant.label,
  reporting_currency: tenant.reportingCurrency,
  time_zone: tenant.timeZone,
  region_set: tenant.regionSet,
  web: Object.fromEntries(
    webSources.map((source) => {
      const { credentials, properties } = tenant.web[source];
      return [source, { ...snakeCased(credentials), properties }];
    }),
  ),
  platforms: Object.fromEntries(
    samplePlatforms.map((platform) => {
      const access = tenant.access[platform];
      const accounts = access.accounts.map((account) => ({
        id: account.id,
        name: account.name,
        currency: account.currency,
        time_zone: account.timeZone,
        status: account.active ? "active" : "inactive",
      }));
      return [platform, { ...snakeCased(access.credentials), accounts }];
    }),
  ),
});
