import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type { Pack, Shard, ShardKind } from "#contracts/snapshot.ts";
import { shardPath } from "./shard-path.ts";

/** A pack is read whole for any of its shards, so large ones stay outside. */
const packLimit = 16 * 1024 * 1024;
const shardLimit = 6 * 1024 * 1024;

const rollUps: readonly ShardKind[] = [
  "campaigns",
  "regions",
  "budgets",
  "platform_days",
  "region_days",
  "campaign_months",
  "ads",
  "ad_months",
  "region_months",
];
const recent: readonly ShardKind[] = ["campaign_days", "campaign_places", "performance"];

/**
 * Writes the packs beside the shards: what every question needs with the roll-ups of all time, and the days of the last two months that have any.
 * The usual view, of the last 30 days, then takes two reads beside the manifest.
 */
export async function writePacks(shards: readonly Shard[], folder: string): Promise<Pack[]> {
  const ofRecent = shards.filter(({ kind }) => recent.includes(kind)).map(({ month }) => month ?? "");
  const months = [...new Set(ofRecent)].sort().slice(-2);
  const wanted = {
    "pack-rollups": rollUps.flatMap((kind) => shards.filter((shard) => shard.kind === kind)),
    "pack-recent": recent.flatMap((kind) =>
      shards.filter((shard) => shard.kind === kind && months.includes(shard.month ?? "")),
    ),
  } as const;
  const packs: Pack[] = [];
  for (const [name, candidates] of Object.entries(wanted)) {
    const packed = thatFit(candidates);
    if (packed.length > 0) packs.push(await writePack(name as Pack["name"], packed, folder));
  }
  return packs;
}

function thatFit(candidates: readonly Shard[]): Shard[] {
  let room = packLimit;
  return candidates.filter(({ bytes }) => {
    if (bytes > shardLimit || bytes > room) return false;
    room -= bytes;
    return true;
  });
}

async function writePack(name: Pack["name"], shards: readonly Shard[], folder: string): Promise<Pack> {
  const bytes = Buffer.concat(await Promise.all(shards.map((shard) => readFile(shardPath(folder, shard.name)))));
  await writeFile(shardPath(folder, name), bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name, shards: shards.map((shard) => shard.name), bytes: bytes.byteLength, sha256 };
}
