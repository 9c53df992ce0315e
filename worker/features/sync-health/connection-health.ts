import type { ConnectionHealth } from "#contracts/sync-health.ts";
import { toInstant } from "../../clock.ts";
import type { Connection } from "../../db/connections.ts";
import type { EndedSync } from "../../db/sync-history.ts";
import { spreadOf } from "./spread.ts";

/** So many warnings of a connection are told, newest first. */
const toldWarnings = 10;

export function failuresOf(syncs: readonly EndedSync[]) {
  const failed = syncs.filter(({ status }) => status === "failed").length;
  return { ended: syncs.length, failed, rate: syncs.length === 0 ? null : failed / syncs.length };
}

/** `syncs`: of this connection, oldest first. */
export function healthOf(connection: Connection, syncs: readonly EndedSync[], schemaChanges: number): ConnectionHealth {
  const { id, name, platform, status, lastSuccessAt } = connection;
  const usual = syncs.filter((sync) => sync.status === "succeeded" && sync.isUsual === 1);
  const ofClass = (errorClass: EndedSync["errorClass"]) =>
    syncs.filter((sync) => sync.status === "failed" && sync.errorClass === errorClass).length;
  return {
    connection_id: id,
    name,
    platform,
    status,
    failures: failuresOf(syncs),
    failures_by_class: { config: ofClass("config"), transient: ofClass("transient"), system: ofClass("system") },
    duration_seconds: spreadOf(
      usual.flatMap(({ startedAt, finishedAt }) => (startedAt === null ? [] : [(finishedAt - startedAt) / 1000])),
    ),
    rows: spreadOf(usual.flatMap(({ rows }) => (rows === null ? [] : [rows]))),
    warnings: syncs
      .flatMap(({ id: run_id, warning, warningKind, finishedAt }) =>
        warning === null || warningKind === null
          ? []
          : [{ kind: warningKind, message: warning, at: toInstant(finishedAt), run_id }],
      )
      .slice(-toldWarnings)
      .reverse(),
    schema_changes: schemaChanges,
    last_success_at: toInstant(lastSuccessAt),
  };
}
