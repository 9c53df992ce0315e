import { z } from "zod";
import { Id } from "#contracts/fields.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { mailLink } from "../../mail/links.ts";
import { inviteMail } from "../../mail/templates/invite.ts";
import { issueToken } from "../identity/one-time-token.ts";

/**
 * Mails the link of an invitation. The link is made here, so that it lies in no outbox and no queue; each try makes a new one, and the newest
 * works. An invitation that was mailed or has ended meanwhile is left alone.
 */
export const inviteMailJob = defineJob({
  name: "mail.invite",
  payload: z.strictObject({ invite_id: Id }),
  maxAttempts: 8,
  async run({ invite_id }, { system, identity, mailer, config, clock, log }) {
    const invite = await system.invitations.find(invite_id);
    if (invite?.status !== "open" || invite.sentAt !== null) return log.info("invite-not-mailed", { kind: "invite" });
    const lifetime = invite.expiresAt - clock();
    const token = await issueToken(identity.oneTimeTokens, "invite", invite.id, lifetime);
    const { placeLabel: label, inviterName: inviter, role, expiresAt } = invite;
    const mail = inviteMail({ label, inviter, role, expiresAt, link: mailLink(config, "invite", token) });
    await mailer.send({ ...mail, to: invite.email, kind: "invite" });
    await system.invitations.sent(invite);
  },
});
