import { uuidv7 } from "uuidv7";
import type { OutboxMessage } from "../db/outbox.ts";
import type { NoticeKind } from "./templates/notices.ts";

export const noticeJobName = "mail.notice";

interface NoticeDraft {
  readonly kind: NoticeKind;
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly newEmail?: string;
}

/** The message by which a person is told what happened to their account; it rides in the batch of what it tells of. */
export function noticeMessage({ kind, to, at, newEmail }: NoticeDraft): OutboxMessage {
  const id = uuidv7();
  const payload = { id, kind, to, at, ...(newEmail === undefined ? {} : { new_email: newEmail }) };
  return { id, tenantId: null, job: noticeJobName, payload, sendAt: at };
}
