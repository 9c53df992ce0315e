import type { z } from "zod";
import type { ConnectionSpec, TenantSpec } from "#contracts/operator.ts";
import { openAirbyte } from "../features/connections/airbyte/airbyte.ts";
import { openGuard, usualGuard } from "../features/connections/airbyte/guard.ts";
import type { JobContext } from "../jobs/define-job.ts";
import { tick } from "../jobs/schedule.ts";
import { testEnv } from "./environment.ts";
import { connection, createTenant } from "./factories.ts";
import { FakeAirbyte, fakeSecret } from "./fake-airbyte.ts";
import { FakeQueue, type Waiting } from "./fake-queue.ts";
import { startApp } from "./harness.ts";

const ledgerTables = [
  "platform_groups",
  "webhook_deliveries",
  "webhook_endpoints",
  "schema_changes",
  "stream_catalogs",
  "platform_groups",
  "outbox",
  "dead_letters",
  "heartbeats",
  "snapshot_pins",
  "snapshot_shards",
  "snapshots",
  "backfill_slices",
  "backfills",
  "run_steps",
  "runs",
  "connections",
  "memberships",
  "tenants",
];

const crons = { minute: "* * * * *", hour: "0 * * * *", chores: "17 * * * *" } as const;

export type World = Awaited<ReturnType<typeof openWorld>>;

/** An empty ledger in the real D1, with a queue and an Airbyte that the test commands and a clock that it moves. */
export async function openWorld({ embedded = true }: { readonly embedded?: boolean } = {}) {
  const db = testEnv.DB;
  await db.batch(ledgerTables.map((table) => db.prepare(`delete from ${table}`)));
  const queue: FakeQueue = new FakeQueue(() => app.clock());
  const airbyte = new FakeAirbyte();
  const app = startApp({
    env: { JOBS: queue as unknown as Queue<unknown> },
    airbyte: (clock) =>
      openAirbyte({
        url: "http://airbyte.test/api/public/v1",
        clientId: "adinsights",
        clientSecret: fakeSecret,
        embedded,
        clock,
        fetch: airbyte.fetch,
        guard: openGuard({ ...usualGuard, firstDelayMs: 1 }),
      }),
  });
  const context: JobContext = app.services;

  return {
    app,
    queue,
    airbyte,
    context,
    async tenant(
      id: string,
      ids: readonly string[] = ["meta"],
      spec: Partial<TenantSpec> = {},
      of: Partial<z.infer<typeof ConnectionSpec>> = {},
    ) {
      const connections = ids.map((each) => connection(each, of));
      await createTenant(app, id, { ...spec, members: [], connections });
      // Without a schedule of its own a test starts its syncs itself: none must begin because the full hour happens to be near.
      if (of.schedule === undefined && ids.length > 0)
        await db.prepare("update connections set next_due_at = null where tenant_id = ?").bind(id).run();
      return context.openTenant(id);
    },
    tick: (cron: keyof typeof crons) => tick({ cron: crons[cron] }, context),
    /** Hands the next message out, at its time. */
    async next(): Promise<Waiting> {
      const message = queue.take();
      app.pass(Math.max(0, message.at - app.clock()));
      await queue.give(message, context);
      return message;
    },
    /** Until no message waits; `before` runs ahead of each. */
    async drain(before: () => void = () => {}, limit = 200): Promise<void> {
      for (let count = 0; queue.waiting.length > 0; count += 1) {
        if (count >= limit) throw new Error("messages do not come to an end");
        before();
        await this.next();
      }
    },
    rows: async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
      (
        await db
          .prepare(sql)
          .bind(...values)
          .all<Row>()
      ).results,
    count: async (sql: string, ...values: unknown[]): Promise<number> =>
      (
        await db
          .prepare(`select count(*) as n from ${sql}`)
          .bind(...values)
          .first<{ n: number }>()
      )?.n ?? 0,
  };
}
