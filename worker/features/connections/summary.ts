import type { z } from "zod";
import type { connectionsSummary } from "#contracts/connections.ts";
import type { Connection } from "../../db/connections.ts";
import type { TenantProfile } from "../../db/profile.ts";
import type { Run } from "../../db/run-history.ts";
import { freshnessOf } from "./freshness.ts";

type Summary = z.input<NonNullable<typeof connectionsSummary.output>>;
interface Latest {
  readonly connection: Connection;
  readonly run: Run | null;
}

export function summaryOf(all: readonly Latest[], profile: TenantProfile, now: number): Summary {
  const count = (is: (latest: Latest) => boolean) => all.filter(is).length;
  const platforms = Map.groupBy(all, ({ connection }) => connection.platform);
  return {
    total: all.length,
    active: count(({ connection }) => connection.status === "active"),
    paused: count(({ connection }) => connection.status === "paused"),
    attention: count(({ connection }) => connection.status === "attention"),
    running: count(({ run }) => run?.status === "running" || run?.status === "queued"),
    failed: count(({ run }) => run?.status === "failed"),
    stale: count(({ connection }) => freshnessOf(connection, profile, now) === "stale"),
    never_synced: count(({ connection }) => connection.lastSuccessAt === null),
    by_platform: [...platforms].map(([platform, of]) => ({ platform, total: of.length })),
  };
}
