import { z } from "zod";
import { Id } from "#contracts/fields.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { mailLink } from "../../mail/links.ts";
import { addressTakenMail, emailChangeMail } from "../../mail/templates/email-change.ts";
import { noticeMail } from "../../mail/templates/notices.ts";
import { hashToken, makeToken } from "./opaque-token.ts";

export const emailChangeJobName = "mail.email-change";
export const emailChangeLifetime = 60 * 60_000;

/**
 * Tells the old address, then mails the link to the new one. An address that another account has gets no link but a word to its owner. Each try
 * makes a new link, and only the newest works.
 */
export const emailChangeJob = defineJob({
  name: emailChangeJobName,
  payload: z.strictObject({ request: Id, user_id: Id, email: z.email() }),
  maxAttempts: 12,
  async run({ request, user_id, email }, { accounts, mailer, config, clock, log }) {
    const account = await accounts.find(user_id);
    if (!account || account.email === email) return log.info("message-out-of-date");
    const taken = (await accounts.findByEmail(email)) !== undefined;
    const token = makeToken("email-change");
    // Made for a taken address too, and sent to nobody: so both count alike.
    const link = {
      hash: await hashToken(token),
      purpose: "email-change",
      userId: user_id,
      request,
      data: { email },
      lifetime: emailChangeLifetime,
    } as const;
    if (!(await accounts.links.add(link)))
      return log.warn("mail-dropped", { kind: "email-change", reason: "the account asked for enough of them lately" });
    const resetUrl = new URL("/password-reset", config.APP_URL).href;
    const asked = noticeMail("email-change-asked", { at: clock(), newEmail: email, resetUrl });
    await mailer.send({ ...asked, to: account.email, kind: "email-change-asked", id: `${request}-asked` });
    if (taken) {
      await mailer.send({ ...addressTakenMail(), to: email, kind: "address-taken", id: `${request}-taken` });
      return;
    }
    const mail = emailChangeMail({
      link: mailLink(config, "email-change", token),
      expiresAt: clock() + emailChangeLifetime,
    });
    await mailer.send({ ...mail, to: email, kind: "email-change" });
  },
});
