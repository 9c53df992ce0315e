import type { SyncRun } from "#contracts/connection-runs.ts";
import type { ConnectionDetail, ConnectionView } from "#contracts/connections.ts";

const at = "2026-02-03T04:05:06.000Z";

export const runOf = (more: Partial<SyncRun> = {}): SyncRun => ({
  id: "run-1",
  connection_id: "a",
  trigger: "schedule",
  status: "succeeded",
  attempt: 1,
  range: null,
  backfill_id: null,
  created_at: at,
  started_at: at,
  finished_at: "2026-02-03T04:05:36.000Z",
  duration_seconds: 30,
  rows: 1200,
  bytes: 90_000,
  peak_memory_bytes: null,
  peak_disk_bytes: null,
  streams: [],
  warning: null,
  warning_kind: null,
  error_class: null,
  error_message: null,
  steps: [],
  ...more,
});

export const connectionOf = (name: string, more: Partial<ConnectionView> = {}): ConnectionView => ({
  id: name,
  name,
  platform: "meta",
  source_type: "facebook-marketing",
  status: "active",
  attention: null,
  schedule: { kind: "interval", every_minutes: 60, working_hours: true },
  next_run_at: "2026-02-03T05:00:12.000Z",
  look_back_days: 3,
  attribution_days: 28,
  history_from: null,
  accounts: [],
  last_run: runOf({ connection_id: name }),
  last_success_at: at,
  freshness: "ok",
  waits_for_platform: null,
  new_schema_changes: 0,
  created_at: at,
  ...more,
});

export const detailOf = (name: string, more: Partial<ConnectionDetail> = {}): ConnectionDetail => ({
  ...connectionOf(name),
  streams: [{ name: "ads_insights", sync_mode: "incremental_append" }],
  configuration: { account_ids: ["1"], credentials: { access_token: "**********" } },
  editable: true,
  schema_changes: [],
  backfill: null,
  ...more,
});
