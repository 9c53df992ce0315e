import type { ConnectionSpec } from "#contracts/operator.ts";
import type { Connection } from "../../db/connections.ts";
import { scheduleOf } from "../../db/schedule-columns.ts";
import type { Audited } from "../../db/setup.ts";
import type { Trace } from "../../http/trace.ts";
import { fromTo } from "./from-to.ts";

/** What brings a connection to its description; undefined when it is so already. */
export function planConnection(
  trace: Trace,
  tenantId: string,
  present: Connection | undefined,
  spec: ConnectionSpec,
): Audited<ConnectionSpec> | undefined {
  const { id, platform, name, schedule, airbyte_connection_id } = spec;
  const wanted = { platform, name, schedule, airbyte_connection_id };
  const before = present && {
    platform: present.platform,
    name: present.name,
    schedule: scheduleOf(present),
    airbyte_connection_id: present.airbyteConnectionId,
  };
  const detail = before ? fromTo(before, wanted) : wanted;
  if (detail === undefined) return undefined;
  const target = { kind: "connection", id, label: name };
  return {
    row: spec,
    audit: trace(before ? "connection.changed" : "connection.created", { tenantId, target, detail }),
  };
}
