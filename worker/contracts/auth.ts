import { z } from "zod";
import { Role } from "./capabilities.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, Email, Instant, TenantId, TimeZone } from "./fields.ts";
import { NewPassword } from "./passwords.ts";

export const TenantSummary = z.object({
  id: TenantId,
  label: z.string(),
  /** The strongest role that the caller holds there: of the tenant, its agency, or the platform. */
  role: Role,
  currency: Currency,
  time_zone: TimeZone,
  agency: z.object({ id: z.string(), label: z.string() }).nullable(),
});
export type TenantSummary = z.infer<typeof TenantSummary>;

export const User = z.object({ id: z.string(), email: Email, name: z.string() });
export type User = z.infer<typeof User>;

/** Tokens of API clients; browsers ignore them and use the HttpOnly cookies that come along. */
const tokens = {
  /** EdDSA JWT, 5 minutes, bound to one tenant. Our keys are at /.well-known/jwks.json. */
  access: z.string(),
  /** Good for one use at /api/auth/refresh/. */
  refresh: z.string(),
  /** Seconds until `access` ends. */
  expires_in: z.number().int().positive(),
};

export const SignedIn = z.object({
  ...tokens,
  user: User,
  tenant: TenantSummary,
  /** The first hundred by label; /api/tenants/ finds any. */
  tenants: z.array(TenantSummary),
});
export type SignedIn = z.infer<typeof SignedIn>;

/** Tokens of ours begin with what they are for, so that one in the wrong place can be told. */
export const Token = z.string().min(1).max(200);

/** A six-digit code of an authenticator app, or a recovery code. */
export const SecondFactorCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-][A-Za-z0-9 -]{4,18}[A-Za-z0-9-]$/, "six digits, or a recovery code");

export const login = defineEndpoint({
  name: "login",
  method: "post",
  path: "/api/auth/login/",
  summary: "Sign in with e-mail and password",
  description:
    "With a second factor the answer is 401 `second-factor-required` with a `challenge`, good for five minutes at /api/auth/second-factor/.",
  access: "public",
  problems: ["wrong-credentials", "second-factor-required", "account-locked", "forbidden", "not-found"],
  body: z.strictObject({
    email: Email,
    password: z.string().min(1).max(256),
    tenant_id: TenantId.optional(),
  }),
  output: SignedIn,
});

export const secondFactor = defineEndpoint({
  name: "secondFactor",
  method: "post",
  path: "/api/auth/second-factor/",
  summary: "Finish a sign-in with a code of the authenticator app or a recovery code",
  access: "public",
  problems: [
    "wrong-code",
    "account-locked",
    "token-unknown",
    "token-expired",
    "token-used",
    "token-revoked",
    "token-foreign",
    "forbidden",
    "not-found",
  ],
  body: z.strictObject({ challenge: Token, code: SecondFactorCode }),
  output: SignedIn,
});

export const refresh = defineEndpoint({
  name: "refresh",
  method: "post",
  path: "/api/auth/refresh/",
  summary: "New tokens for a refresh token, which this uses up; a used one that comes again ends the whole session",
  access: "public",
  problems: ["token-unknown", "token-expired", "token-used", "token-revoked", "token-foreign", "forbidden"],
  body: z.strictObject({ refresh: Token }),
  output: SignedIn,
});

export const logout = defineEndpoint({
  name: "logout",
  method: "post",
  path: "/api/auth/logout/",
  summary: "End this session",
  access: "signed-in",
});

export const logoutEverywhere = defineEndpoint({
  name: "logoutEverywhere",
  method: "post",
  path: "/api/auth/logout-everywhere/",
  summary: "End all sessions of the caller, or all but this one",
  access: "signed-in",
  body: z.strictObject({ keep_this: z.boolean().default(false) }),
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

export const requestPasswordReset = defineEndpoint({
  name: "requestPasswordReset",
  method: "post",
  path: "/api/auth/password-reset/",
  summary:
    "Ask for a mail with a link to set a new password; the answer is the same whether or not there is such an account",
  access: "public",
  body: z.strictObject({ email: Email }),
});

const tokenProblems = ["token-unknown", "token-expired", "token-used", "token-revoked", "token-foreign"] as const;

export const checkPasswordReset = defineEndpoint({
  name: "checkPasswordReset",
  method: "post",
  path: "/api/auth/password-reset/check/",
  summary: "Whether a reset link still works",
  access: "public",
  problems: tokenProblems,
  body: z.strictObject({ token: Token }),
  output: z.object({ expires_at: Instant }),
});

export const confirmPasswordReset = defineEndpoint({
  name: "confirmPasswordReset",
  method: "post",
  path: "/api/auth/password-reset/confirm/",
  summary:
    "Set a new password by the link of a mail; ends all sessions, opens a locked account, and makes this browser known to it",
  access: "public",
  problems: tokenProblems,
  body: z.strictObject({ token: Token, password: NewPassword }),
});

export const confirmEmailChange = defineEndpoint({
  name: "confirmEmailChange",
  method: "post",
  path: "/api/auth/email-change/confirm/",
  summary: "Make the address that the mail went to the account's",
  access: "public",
  problems: [...tokenProblems, "conflict"],
  body: z.strictObject({ token: Token }),
  output: z.object({ email: Email }),
});

export const viewInvite = defineEndpoint({
  name: "viewInvite",
  method: "post",
  path: "/api/auth/invite/",
  summary: "What an invitation offers, for whoever holds its link",
  access: "public",
  problems: tokenProblems,
  body: z.strictObject({ token: Token }),
  output: z.object({
    email: Email,
    role: Role,
    /** The tenant's or agency's label. */
    to: z.string(),
    kind: z.enum(["tenant", "agency"]),
    invited_by: z.string(),
    expires_at: Instant,
    /** There is an account of this address: accepting asks for its password (or its session). */
    has_account: z.boolean(),
  }),
});

export const acceptInvite = defineEndpoint({
  name: "acceptInvite",
  method: "post",
  path: "/api/auth/invite/accept/",
  summary: "Join by an invitation, as a new account or an existing one, and be signed in",
  description:
    "A new account gives `name` and `password`. An existing one gives its password, or sends its session along; a session of another account is 403 `token-foreign`. With a second factor the person belongs after the password, and gets in by the challenge of 401 `second-factor-required`.",
  access: "public",
  problems: [
    ...tokenProblems,
    "wrong-credentials",
    "second-factor-required",
    "account-locked",
    "forbidden",
    "conflict",
  ],
  body: z.strictObject({
    token: Token,
    name: z.string().trim().min(1).max(200).optional(),
    password: z.string().min(1).max(256).optional(),
  }),
  output: SignedIn,
});
