import type { Tone } from "../../ui/badge.tsx";

/** Platforms spell their states in their own ways (`ACTIVE`, `CAMPAIGN_STATUS_ENABLE`): the word and how it should look. */
export function readStatus(status: string): { label: string; tone: Tone } {
  const words = status
    .replace(/^(CAMPAIGN|ADGROUP|AD)_STATUS_/i, "")
    .replaceAll("_", " ")
    .trim()
    .toLowerCase();
  const label = words === "" ? "Unknown" : words[0]!.toUpperCase() + words.slice(1);
  if (/^(active|enabled?|delivery ok|running)$/.test(words)) return { label: "Active", tone: "good" };
  if (/(disapproved|rejected|denied|error|issues)/.test(words)) return { label, tone: "bad" };
  if (/(review|pending|limited)/.test(words)) return { label, tone: "warn" };
  return { label, tone: "neutral" };
}
