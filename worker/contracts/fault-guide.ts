import type { SyncRun } from "./connection-runs.ts";

/** `warning`: the sync succeeded, and says that something looks odd. `none`: nothing says so; only the numbers do. */
export type FaultClass = "config" | "transient" | "system" | "warning" | "none";

/** What happens by itself: nothing, another try of this sync, the same once the platform's time has come, or the next sync of the schedule. */
export type FaultRetry = "nothing" | "tries again" | "waits for the platform" | "next sync";

export interface Fault {
  /** Its section in docs/runbooks/operations.md. */
  readonly id: string;
  readonly class: FaultClass;
  readonly retry: FaultRetry;
  /** What a failure of it says. */
  readonly says?: RegExp;
  /** The kind of warning that it leaves. */
  readonly warns?: SyncRun["warning_kind"];
  /** What helps, for whoever sees the connection. */
  readonly remedy: string;
}

/** The first that fits counts: the particular ones come before the classes. */
export const faults: readonly Fault[] = [
  {
    id: "api-version-sunset",
    class: "system",
    retry: "tries again",
    says: /no longer answers the API version/i,
    remedy: "Whoever runs ADinsights has to update the connector; syncs go on by themselves after that.",
  },
  {
    id: "inactive-account",
    class: "config",
    retry: "nothing",
    says: /accounts may not be read any more|CUSTOMER_NOT_ENABLED|account owner has not grant|account (?:is|was|has been) (?:disabled|closed|deactivated|suspended)/i,
    remedy: "Take the account out of this connection, or have it opened again; then resume.",
  },
  {
    id: "expired-token",
    class: "config",
    retry: "nothing",
    says: /token\b.*(?:expired|invalid|revoked|incorrect|rejected)|invalid.{0,20}token|invalid_grant|unauthori[sz]ed|re-?authenticate/i,
    remedy: "Give this connection new credentials; nothing is tried before that.",
  },
  {
    id: "rate-limit",
    class: "transient",
    retry: "waits for the platform",
    says: /rate.?limit|too many (?:requests|calls)|request limit reached|quota|RESOURCE_EXHAUSTED|throttl/i,
    remedy: "Wait: all connections that share the developer token go on by themselves when the platform allows it.",
  },
  {
    id: "already-running",
    class: "transient",
    retry: "tries again",
    says: /yet Airbyte lists no running job/i,
    remedy: "It is tried again by itself; Airbyte forgets such a lock after a while.",
  },
  {
    id: "airbyte-errors",
    class: "transient",
    retry: "tries again",
    says: /(?:GET|POST|DELETE) \/\S+(?: answered 5\d\d|: )|Airbyte did not answer/i,
    remedy: "It is tried again by itself. If it lasts, Airbyte is down: whoever runs ADinsights sees it in its health.",
  },
  {
    id: "lost-records",
    class: "system",
    retry: "tries again",
    says: /the connector counted \d+ records/i,
    remedy: "It is tried again by itself, and nothing of this sync was kept.",
  },
  {
    id: "counts-differ",
    class: "warning",
    retry: "next sync",
    warns: "counts_differ",
    remedy: "The next sync reads these days again; if it says the same, look at Airbyte's log.",
  },
  {
    id: "empty-sync",
    class: "warning",
    retry: "next sync",
    warns: "empty",
    remedy: "Look at the account on the platform: is it still running, and may this connection still read it?",
  },
  {
    id: "volume-drop",
    class: "warning",
    retry: "next sync",
    warns: "volume_drop",
    remedy: "Look at the account on the platform: were campaigns stopped, or accounts taken from this connection?",
  },
  {
    id: "incomplete-streams",
    class: "warning",
    retry: "next sync",
    warns: "incomplete_streams",
    remedy: "The next sync reads what is missing.",
  },
  {
    id: "restated-conversions",
    class: "none",
    retry: "next sync",
    remedy: "Let the look-back reach as far as the platform still changes its numbers.",
  },
  { id: "same-day-again", class: "none", retry: "next sync", remedy: "The latest extraction of a day counts." },
  {
    id: "key-without-date",
    class: "none",
    retry: "next sync",
    remedy: "Records are only added to; no key deletes any.",
  },
  {
    id: "shifted-days",
    class: "none",
    retry: "next sync",
    remedy: "Days are the platform's, whatever the tenant's time zone.",
  },
  {
    id: "new-columns",
    class: "none",
    retry: "next sync",
    remedy: "New columns land beside the others; nothing has to be done.",
  },
  {
    id: "config-failures",
    class: "config",
    retry: "nothing",
    says: /(?:)/,
    remedy: "Change the credentials or settings; nothing is tried before that.",
  },
  {
    id: "transient-failures",
    class: "transient",
    retry: "tries again",
    says: /(?:)/,
    remedy: "It is tried again by itself.",
  },
  {
    id: "system-failures",
    class: "system",
    retry: "tries again",
    says: /(?:)/,
    remedy: "It is tried again by itself; if it stays, send support the log.",
  },
];

type Outcome = Pick<SyncRun, "error_class" | "error_message" | "warning_kind">;

/** What a sync's end is a case of; null when there is nothing to do about it. */
export function faultOf({ error_class, error_message, warning_kind }: Outcome): Fault | null {
  const fits = (fault: Fault) =>
    error_class === null
      ? fault.warns !== undefined && fault.warns === warning_kind
      : fault.class === error_class && fault.says?.test(error_message ?? "");
  return faults.find(fits) ?? null;
}
