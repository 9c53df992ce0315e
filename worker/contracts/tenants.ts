import { z } from "zod";
import { TenantSummary } from "./auth.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, Instant, TenantId, TimeZone } from "./fields.ts";
import { NextCursor, pageQuery } from "./paging.ts";
import { Plan } from "./plans.ts";
import { RegionSet } from "./region-sets.ts";

export const WorkingHours = z.strictObject({
  /** Hours of the tenant's day, from ≤ hour < to. */
  from: z.number().int().min(0).max(24),
  to: z.number().int().min(0).max(24),
});

export const Branding = z.strictObject({
  /** `#rrggbb`, used as accent. */
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, "a colour such as #1f6feb")
    .nullable()
    .default(null),
  logo_url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable()
    .default(null),
});
export type Branding = z.infer<typeof Branding>;

export const TenantSettings = z.object({
  id: TenantId,
  label: z.string(),
  time_zone: TimeZone,
  currency: Currency,
  region_set: z.string(),
  working_hours: WorkingHours,
  branding: Branding,
  plan: Plan,
  agency: z.object({ id: z.string(), label: z.string() }).nullable(),
  created_at: Instant,
});
export type TenantSettings = z.infer<typeof TenantSettings>;

/** What whoever manages a tenant may set. */
export const TenantChange = z.strictObject({
  label: z.string().trim().min(1).max(200).optional(),
  time_zone: TimeZone.optional(),
  currency: Currency.optional(),
  region_set: RegionSet.optional(),
  working_hours: WorkingHours.optional(),
  branding: Branding.optional(),
});

export const readTenant = defineEndpoint({
  name: "readTenant",
  method: "get",
  path: "/api/tenant/",
  summary: "The settings of the caller's tenant",
  access: "tenant.read",
  output: TenantSettings,
});

export const changeTenant = defineEndpoint({
  name: "changeTenant",
  method: "patch",
  path: "/api/tenant/",
  summary: "Change settings; a new currency or time zone holds from the next snapshot on",
  access: "tenant.manage",
  body: TenantChange,
  output: TenantSettings,
});

export const findTenants = defineEndpoint({
  name: "findTenants",
  method: "get",
  path: "/api/tenants/",
  summary: "The tenants the caller may enter, by label",
  access: "signed-in",
  query: z.strictObject({
    q: z.string().trim().max(100).default(""),
    ...pageQuery(100, 50),
    /** It holds a label, which may be long. */
    cursor: z.string().min(1).max(1200).optional(),
  }),
  output: z.object({ tenants: z.array(TenantSummary), next_cursor: NextCursor }),
});
