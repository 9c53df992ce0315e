import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** The ten columns of the recorded stream, by the type that DuckDB is told. */
export const columns = {
  ad_id: "BIGINT",
  date: "VARCHAR",
  campaign_name: "VARCHAR",
  impressions: "BIGINT",
  clicks: "BIGINT",
  spend: "DECIMAL(38,9)",
  active: "BOOLEAN",
  country: "VARCHAR",
  updated_at: "VARCHAR",
  note: "VARCHAR",
} as const;

const pieceBytes = 1024 * 1024;
const firstId = 7_002_238_017_840_000_000n;

/** Writes so many RECORD messages, about 340 bytes each, as a connector would have said them; the same ones every time. */
export async function recordMessages(path: string, records: number): Promise<void> {
  const file = createWriteStream(path);
  let piece = "";
  for (let at = 0; at < records; at += 1) {
    piece += `{"type":"RECORD","record":{"stream":"ads","data":${data(at)},"emitted_at":${1_700_000_000_000 + at}}}\n`;
    if (piece.length < pieceBytes) continue;
    if (!file.write(piece)) await once(file, "drain");
    piece = "";
  }
  file.end(piece);
  await finished(file);
}

function data(at: number): string {
  const day = String(1 + (at % 28)).padStart(2, "0");
  const spend = ((at * 7919) % 100_000) / 100;
  return (
    `{"ad_id":${firstId + BigInt(at)},"date":"2026-01-${day}","campaign_name":"Campaign ${at % 997}","impressions":${at % 100_003},` +
    `"clicks":${at % 1009},"spend":${spend.toFixed(2)},"active":${at % 3 === 0},"country":"DE","updated_at":"2026-01-${day}T03:04:05Z",` +
    `"note":"row ${at} of many, with some words"}`
  );
}
