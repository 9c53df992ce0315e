import { z } from "zod";
import { Capability, Role } from "./capabilities.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, TenantId, TimeZone } from "./fields.ts";

export const TenantSummary = z.object({
  id: TenantId,
  label: z.string(),
  role: Role,
  currency: Currency,
  time_zone: TimeZone,
});
export type TenantSummary = z.infer<typeof TenantSummary>;

export const User = z.object({ id: z.string(), email: z.email(), name: z.string() });

/** `access` is an EdDSA JWT bound to one tenant; browsers ignore it and use the HttpOnly cookie that comes along. */
export const SignedIn = z.object({
  access: z.string(),
  expires_in: z.number().int().positive(),
  user: User,
  tenant: TenantSummary,
  tenants: z.array(TenantSummary),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const login = defineEndpoint({
  name: "login",
  method: "post",
  path: "/api/auth/login/",
  summary: "Sign in with e-mail and password",
  access: "public",
  body: z.strictObject({
    email: z.email().max(254),
    password: z.string().min(1).max(256),
    tenant_id: TenantId.optional(),
  }),
  output: SignedIn,
});

export const logout = defineEndpoint({
  name: "logout",
  method: "post",
  path: "/api/auth/logout/",
  summary: "End this session",
  access: "signed-in",
});

export const switchTenant = defineEndpoint({
  name: "switchTenant",
  method: "post",
  path: "/api/auth/switch-tenant/",
  summary: "Work in another tenant that you belong to",
  access: "signed-in",
  body: z.strictObject({ tenant_id: TenantId }),
  output: SignedIn,
});

export const Me = z.object({
  user: User,
  tenant: TenantSummary,
  tenants: z.array(TenantSummary),
  capabilities: z.array(Capability),
});
export type Me = z.infer<typeof Me>;

export const me = defineEndpoint({
  name: "me",
  method: "get",
  path: "/api/me/",
  summary: "Who is signed in, where, and what they may do",
  access: "signed-in",
  output: Me,
});
