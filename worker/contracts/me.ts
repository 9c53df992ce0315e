import { z } from "zod";
import { SecondFactorCode, TenantSummary, User } from "./auth.ts";
import { Capability, Role } from "./capabilities.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Email, Instant } from "./fields.ts";
import { NewPassword } from "./passwords.ts";

export const Me = z.object({
  user: User,
  tenant: TenantSummary,
  /** The first hundred by label; /api/tenants/ finds any. */
  tenants: z.array(TenantSummary),
  /** All roles the caller holds in this tenant: its own, its agency's, the platform's. */
  roles: z.array(Role),
  capabilities: z.array(Capability),
  has_password: z.boolean(),
  second_factor: z.object({ enabled: z.boolean(), recovery_codes_left: z.number().int() }),
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

export const updateMe = defineEndpoint({
  name: "updateMe",
  method: "patch",
  path: "/api/me/",
  summary: "Change one's name",
  access: "signed-in",
  body: z.strictObject({ name: z.string().trim().min(1).max(200) }),
  output: User,
});

/** The password of the moment, asked for again where a stolen session must not be enough. */
const currentPassword = z.string().min(1).max(256);

export const changePassword = defineEndpoint({
  name: "changePassword",
  method: "post",
  path: "/api/me/password/",
  summary: "Change one's password; ends all other sessions",
  access: "signed-in",
  problems: ["wrong-credentials", "conflict"],
  body: z.strictObject({ current_password: currentPassword, password: NewPassword }),
});

export const requestEmailChange = defineEndpoint({
  name: "requestEmailChange",
  method: "post",
  path: "/api/me/email/",
  summary: "Ask for a mail to the new address; the old one stays until its link is followed",
  access: "signed-in",
  problems: ["wrong-credentials", "conflict"],
  body: z.strictObject({ email: Email, password: currentPassword }),
});

export const SessionView = z.object({
  id: z.string(),
  created_at: Instant,
  last_seen_at: Instant,
  expires_at: Instant,
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  current: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const sessions = defineEndpoint({
  name: "sessions",
  method: "get",
  path: "/api/me/sessions/",
  summary: "Where one is signed in, newest first",
  access: "signed-in",
  output: z.object({ sessions: z.array(SessionView) }),
});

export const endSession = defineEndpoint({
  name: "endSession",
  method: "delete",
  path: "/api/me/sessions/{session_id}/",
  summary: "End one of one's own sessions",
  access: "signed-in",
  params: z.strictObject({ session_id: z.string().min(1).max(64) }),
});

const RecoveryCodes = z.object({
  /** Each works once, in place of an authenticator's code. Shown this once. */
  recovery_codes: z.array(z.string()),
});

export const startSecondFactor = defineEndpoint({
  name: "startSecondFactor",
  method: "post",
  path: "/api/me/second-factor/",
  summary: "A secret for an authenticator app; it counts once a first code was confirmed",
  access: "signed-in",
  problems: ["wrong-credentials", "conflict"],
  body: z.strictObject({ password: currentPassword }),
  output: z.object({
    /** Base32, to type in by hand. */
    secret: z.string(),
    /** `otpauth://` address, as a QR code shows it. */
    uri: z.string(),
  }),
});

export const confirmSecondFactor = defineEndpoint({
  name: "confirmSecondFactor",
  method: "post",
  path: "/api/me/second-factor/confirm/",
  summary: "Switch the second factor on with a first code; gives the recovery codes",
  access: "signed-in",
  problems: ["wrong-code", "conflict"],
  body: z.strictObject({ code: SecondFactorCode }),
  output: RecoveryCodes,
});

export const renewRecoveryCodes = defineEndpoint({
  name: "renewRecoveryCodes",
  method: "post",
  path: "/api/me/second-factor/recovery-codes/",
  summary: "New recovery codes in place of the old",
  access: "signed-in",
  problems: ["wrong-credentials", "conflict"],
  body: z.strictObject({ password: currentPassword }),
  output: RecoveryCodes,
});

export const disableSecondFactor = defineEndpoint({
  name: "disableSecondFactor",
  method: "post",
  path: "/api/me/second-factor/disable/",
  summary: "Switch the second factor off, by password and a code",
  access: "signed-in",
  problems: ["wrong-credentials", "wrong-code", "conflict"],
  body: z.strictObject({ password: currentPassword, code: SecondFactorCode }),
});
