import { type Shard, type ShardKind, webKinds } from "#contracts/snapshot.ts";

/** Four bytes each for day, campaign, item and the order by campaign, one for settled, eight for each of six measures. */
const factBytes = 4 * 4 + 1 + 6 * 8;
/** Of a noun: eight texts as JavaScript holds them, without their letters, and four numbers. */
const nounBytes = 8 * 24 + 4 * 8;

/** Of a website: day, property and at most four words of four bytes, settled, eight measures of eight. */
const webFactBytes = 6 * 4 + 1 + 8 * 8;
const nouns: readonly ShardKind[] = ["campaigns", "ads", "regions", "budgets", "web_properties", "web_words"];

/** What a shard's columns take in memory at most, told from its manifest alone. */
export function sizeOf({ kind, rows, bytes }: Pick<Shard, "kind" | "rows" | "bytes">): number {
  if (nouns.includes(kind)) return rows * nounBytes + 4 * bytes;
  // Bits of regions may be stored in columns of one byte, and are read as four.
  if (kind === "campaign_places") return rows * 12 + 4 * bytes;
  return rows * ((webKinds as readonly ShardKind[]).includes(kind) ? webFactBytes : factBytes);
}
