import { eq, sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { changed } from "./outbox.ts";
import { toBePlanned } from "./schedule-columns.ts";
import { connections } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

/** In the batch of a failure: the connection starts nothing by itself until a person has mended what is wrong. One that is paused stays so. */
export function needsAttention(scope: TenantScope, run: { readonly connectionId: string | null }, message: string) {
  return scope.db
    .update(connections)
    .set({ status: "attention", attentionMessage: message, attentionAt: scope.clock() })
    .where(
      ownedBy(
        scope,
        connections,
        eq(connections.id, run.connectionId ?? ""),
        eq(connections.status, "active"),
        changed,
      ),
    );
}

/** Columns of a connection whose sync succeeded: nothing is wrong any more, and it follows its schedule again. */
export function mended(now: number) {
  const needed = sql`${connections.status} = 'attention'`;
  return {
    status: sql`case when ${needed} then 'active' else ${connections.status} end`,
    nextDueAt: sql`case when ${needed} and ${connections.schedule} <> 'manual' then ${toBePlanned(now)}
      else ${connections.nextDueAt} end`,
    attentionMessage: null,
    attentionAt: null,
  };
}
