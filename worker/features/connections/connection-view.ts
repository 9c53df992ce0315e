import { z } from "zod";
import type { ConnectionDetail, ConnectionView } from "#contracts/connections.ts";
import { Account, ChosenStream, type Configuration } from "#contracts/connectors.ts";
import { platformFacts } from "#contracts/platform-facts.ts";
import { toInstant } from "../../clock.ts";
import type { FoundBackfill } from "../../db/backfills.ts";
import type { ListedConnection } from "../../db/connection-list.ts";
import type { TenantProfile } from "../../db/profile.ts";
import type { Run } from "../../db/run-history.ts";
import { scheduleOf } from "../../db/schedule-columns.ts";
import type { schemaChanges } from "../../db/schema.ts";
import { backfillView } from "./backfills/backfill-view.ts";
import { freshnessOf } from "./freshness.ts";
import { runView } from "./runs/run-view.ts";
import { nextRunAt } from "./schedule/next-run.ts";

const listOf = <Item extends z.ZodType>(item: Item, text: string | null): z.output<Item>[] =>
  text === null ? [] : z.array(item).parse(JSON.parse(text));

function withoutParts(run: Run): NonNullable<ConnectionView["last_run"]> {
  const { steps: _, streams: __, ...rest } = runView(run, []);
  return rest;
}

/** How a connection looks from outside. */
export function connectionView(row: ListedConnection, profile: TenantProfile, now: number): ConnectionView {
  const { connection, run, group, newSchemaChanges } = row;
  const { attributionDays } = platformFacts[connection.platform];
  const { attentionMessage, attentionAt } = connection;
  const waits = group?.pausedUntil && group.pausedUntil > now ? group.pausedUntil : null;
  return {
    id: connection.id,
    name: connection.name,
    platform: connection.platform,
    source_type: connection.sourceType,
    status: connection.status,
    attention:
      connection.status === "attention"
        ? {
            message: attentionMessage ?? "The last sync failed.",
            since: toInstant(attentionAt ?? connection.createdAt),
          }
        : null,
    schedule: scheduleOf(connection),
    next_run_at: toInstant(nextRunAt(connection, profile, now)),
    look_back_days: connection.lookBackDays ?? attributionDays,
    attribution_days: attributionDays,
    history_from: connection.historyFrom,
    accounts: listOf(Account, connection.accounts),
    last_run: run && withoutParts(run),
    last_success_at: toInstant(connection.lastSuccessAt),
    freshness: freshnessOf(connection, profile, now),
    waits_for_platform:
      waits === null ? null : { until: toInstant(waits), reason: group?.pausedReason ?? "The platform asked to wait." },
    new_schema_changes: newSchemaChanges,
    created_at: toInstant(connection.createdAt),
  };
}

type SchemaChangeRow = typeof schemaChanges.$inferSelect;

export function connectionDetail(
  row: ListedConnection,
  profile: TenantProfile,
  now: number,
  more: {
    readonly configuration: Configuration | null;
    readonly schemaChanges: readonly SchemaChangeRow[];
    readonly backfill: FoundBackfill | undefined;
  },
): ConnectionDetail {
  return {
    ...connectionView(row, profile, now),
    streams: listOf(ChosenStream, row.connection.streams),
    configuration: more.configuration,
    editable: row.connection.airbyteSourceId !== null && row.connection.sourceType !== null,
    backfill: more.backfill ? backfillView(more.backfill) : null,
    schema_changes: more.schemaChanges.map((change) => ({
      id: change.id,
      stream: change.stream,
      kind: change.kind,
      column: change.column,
      from: change.fromType,
      to: change.toType,
      run_id: change.runId,
      seen_at: toInstant(change.seenAt),
      acknowledged: change.acknowledgedAt !== null,
    })),
  };
}
