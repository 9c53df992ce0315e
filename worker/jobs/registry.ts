import { schemaLook } from "../features/connections/schema/schema-look.job.ts";
import { syncCheck } from "../features/connections/sync-check.job.ts";
import { syncStart } from "../features/connections/sync-start.job.ts";
import { emailChangeJob } from "../features/identity/email-change.job.ts";
import { passwordResetJob } from "../features/identity/password-reset.job.ts";
import { inviteMailJob } from "../features/invites/invite-mail.job.ts";
import { collectSnapshots } from "../features/snapshots/collect.job.ts";
import { noticeJob } from "../mail/notice.job.ts";
import type { Job } from "./define-job.ts";

/** Every job there is. */
export const jobs: readonly Job[] = [
  syncStart,
  syncCheck,
  schemaLook,
  collectSnapshots,
  inviteMailJob,
  passwordResetJob,
  emailChangeJob,
  noticeJob,
];
