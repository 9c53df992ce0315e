import { z } from "zod";
import { Id } from "#contracts/fields.ts";
import type { AuditDraft } from "../../db/audit.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { mailLink } from "../../mail/links.ts";
import { passwordResetMail } from "../../mail/templates/password-reset.ts";
import { hashToken, makeToken } from "./opaque-token.ts";

export const passwordResetJobName = "mail.password-reset";
export const passwordResetLifetime = 60 * 60_000;

/** The audit row as the request made it; whose it is and what came of it is filled in here. */
const Trace = z.looseObject({ id: Id, at: z.number().int(), action: z.literal("password.reset-requested") });

const Payload = z.strictObject({
  request: Id,
  email: z.email(),
  trace: Trace.transform((trace) => trace as AuditDraft & typeof trace),
});
export interface PasswordResetPayload {
  readonly request: string;
  readonly email: string;
  readonly trace: AuditDraft;
}

/**
 * Looks the account up and mails the link, away from the answer that whoever asked got. The link is made here, so that it lies in no queue; each
 * try makes a new one, and only the newest works.
 */
export const passwordResetJob = defineJob({
  name: passwordResetJobName,
  payload: Payload,
  maxAttempts: 12,
  async run({ request, email, trace }, { accounts, identity, mailer, config, clock, log }) {
    const account = await accounts.findByEmail(email);
    const [home] = account ? await identity.store.tenantsOf(account.id, { search: "", after: null, limit: 1 }) : [];
    const told = (outcome: string): AuditDraft => ({
      ...trace,
      targetId: account?.id ?? null,
      tenantId: home?.id ?? null,
      detail: JSON.stringify({ outcome }),
    });
    if (!account) return accounts.links.dropped(told("no such account"));
    const token = makeToken("password-reset");
    const link = {
      hash: await hashToken(token),
      purpose: "password-reset",
      userId: account.id,
      request,
      lifetime: passwordResetLifetime,
    } as const;
    if (!(await accounts.links.add(link, told("mailed")))) {
      log.warn("mail-dropped", { kind: "password-reset", reason: "the account got enough of them lately" });
      return accounts.links.dropped(told("too many"));
    }
    const mail = passwordResetMail({
      link: mailLink(config, "password-reset", token),
      expiresAt: clock() + passwordResetLifetime,
    });
    await mailer.send({ ...mail, to: account.email, kind: "password-reset" });
  },
});
