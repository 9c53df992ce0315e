import { signal } from "@preact/signals";
import { connectionPlatformNames } from "#contracts/fields.ts";
import type { Combined } from "#contracts/metrics.ts";
import { ago, dayLong } from "../../lib/format-time.ts";

/** The slice on screen, for the indicator in the top bar; null where no numbers are shown. */
export const onScreen = signal<Combined | null>(null);

export interface Advice {
  tone: "warn" | "bad";
  title: string;
  reason: string | null;
  todo: string;
}

const whom = "tell an owner or admin of this workspace: they can see the connections";

/** What the reader should know before trusting the numbers, and what to do; null when all is well. */
export function adviceFor(data: Combined, now: number): Advice | null {
  const made = data.snapshot_generated_at;
  const from = made
    ? `These are the last good numbers, published ${ago(made, now)}.`
    : "There are no numbers to show until it works.";
  switch (data.status) {
    case "failed":
      return {
        tone: "bad",
        title: "The last update failed",
        reason: data.status_reason,
        todo: `${from} It is tried again by itself; if this stays for more than two hours, ${whom}.`,
      };
    case "stale":
      return {
        tone: "warn",
        title: made ? `These numbers were published ${ago(made, now)}` : "These numbers are not up to date",
        reason: data.status_reason,
        todo: `The next sync usually puts this right within the hour. If it stays, ${whom}.`,
      };
    case "missing":
      return {
        tone: "warn",
        title: "Some numbers have not arrived",
        reason: data.status_reason,
        todo: `The first sync can take a while. If nothing comes within two hours, ${whom}.`,
      };
    case "ok":
      return null;
  }
}

/** One line for each source that is behind. */
export function sourcesBehind(data: Combined, now: number): string[] {
  return data.freshness
    .filter((source) => source.status !== "ok")
    .map((source) => {
      const name = connectionPlatformNames[source.source];
      if (!source.last_synced_at) return `${name} has not been synced yet`;
      const through = source.data_through ? `, data through ${dayLong(source.data_through)}` : "";
      const failed = source.status === "failed" ? "last sync failed, " : "";
      return `${name}: ${failed}last synced ${ago(source.last_synced_at, now)}${through}`;
    });
}
