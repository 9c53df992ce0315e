import { z } from "zod";
import { Id } from "#contracts/fields.ts";
import { defineJob } from "../jobs/define-job.ts";
import { noticeJobName } from "./notice.ts";
import { noticeKinds, noticeMail } from "./templates/notices.ts";

/** However often it is tried, the mail has one id, by which it is delivered once. */
export const noticeJob = defineJob({
  name: noticeJobName,
  payload: z.strictObject({
    id: Id,
    kind: z.enum(noticeKinds),
    to: z.email(),
    at: z.number().int(),
    new_email: z.email().optional(),
  }),
  maxAttempts: 12,
  async run({ id, kind, to, at, new_email }, { mailer, config }) {
    const resetUrl = new URL("/password-reset", config.APP_URL).href;
    await mailer.send({ ...noticeMail(kind, { at, newEmail: new_email, resetUrl }), to, kind, id });
  },
});
