import { expect } from "vitest";
import type { JobContext } from "../jobs/define-job.ts";
import type { OutgoingMail } from "../mail/mailer.ts";
import { FakeQueue } from "./fake-queue.ts";
import { startApp } from "./harness.ts";

export type MailWorld = ReturnType<typeof openMailWorld>;

/** The app with a queue that tests empty when they like, by the real jobs, and a letter box in the place of the mail service. */
export function openMailWorld() {
  const queue: FakeQueue = new FakeQueue(() => app.clock());
  const app = startApp({ env: { JOBS: queue as unknown as Queue<unknown> } });
  const sent: OutgoingMail[] = [];
  const box = {
    /** While true no mail is taken. */
    broken: false,
    async send(mail: OutgoingMail) {
      if (box.broken) throw new Error("the mail service does not answer");
      if (mail.id === undefined || !sent.some(({ id }) => id === mail.id)) sent.push(mail);
    },
  };
  const context: JobContext = { ...app.services, mailer: box };

  return {
    app,
    queue,
    box,
    sent,
    context,
    /** Gives every message that waits to its job, at its time. */
    async drain(limit = 50): Promise<void> {
      for (let count = 0; queue.waiting.length > 0; count++) {
        if (count >= limit) throw new Error("messages do not come to an end");
        await queue.give(queue.take(), context);
      }
    },
    mailsTo: (to: string, kind?: OutgoingMail["kind"]) =>
      sent.filter((mail) => mail.to === to && (kind === undefined || mail.kind === kind)),
    /** The token in the link of the newest mail of this kind. */
    tokenTo(to: string, kind: OutgoingMail["kind"]): string {
      const mail = this.mailsTo(to, kind).at(-1);
      const token = mail?.text.match(/#token=(\S+)/)?.[1];
      expect(token, `a ${kind} mail to ${to} with a link`).toBeDefined();
      return token!;
    },
    async audited(action: string, userId: string) {
      const { results } = await app.env.DB.prepare(
        "select * from audit_log where action = ? and (target_id = ? or actor_id = ?) order by id",
      )
        .bind(action, userId, userId)
        .all<Record<string, string | null>>();
      return results;
    },
  };
}
