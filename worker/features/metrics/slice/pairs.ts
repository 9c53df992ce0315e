import type { FactColumns, PlaceColumns } from "../../snapshots/columns.ts";
import type { Selection } from "./select-rows.ts";

/** Which campaigns ran in which regions: one bit a pair. */
export class Pairs {
  readonly #campaigns: number;
  readonly #regions: number;
  readonly #bits: Uint8Array;

  constructor(campaigns: number, regions: number) {
    this.#campaigns = campaigns;
    this.#regions = regions;
    this.#bits = new Uint8Array(Math.ceil((campaigns * regions) / 8));
  }

  add(facts: FactColumns, { rows, from, count }: Selection): void {
    markPairs(this.#bits, this.#regions, rows, from, count, facts.campaign, facts.item);
  }

  addPlaces(places: PlaceColumns, { rows, from, count }: Selection): void {
    for (let k = 0; k < count; k++) {
      const row = rows === null ? from + k : rows[k]!;
      const campaign = places.campaign[row]!;
      for (const [word, bits] of places.regions.entries()) this.#addWord(campaign, word * 32, bits[row]!);
    }
  }

  #addWord(campaign: number, firstRegion: number, word: number): void {
    for (let bits = word; bits !== 0; bits &= bits - 1) {
      const bit = campaign * this.#regions + firstRegion + 31 - Math.clz32(bits & -bits);
      this.#bits[bit >>> 3]! |= 1 << (bit & 7);
    }
  }

  has(campaign: number, region: number): boolean {
    const bit = campaign * this.#regions + region;
    return (this.#bits[bit >>> 3]! & (1 << (bit & 7))) !== 0;
  }

  regionsOf(campaign: number): number[] {
    const regions: number[] = [];
    for (let region = 0; region < this.#regions; region++) if (this.has(campaign, region)) regions.push(region);
    return regions;
  }

  campaignsIn(region: number): number {
    let count = 0;
    for (let campaign = 0; campaign < this.#campaigns; campaign++) if (this.has(campaign, region)) count++;
    return count;
  }
}

function markPairs(
  bits: Uint8Array,
  regions: number,
  rows: Int32Array | null,
  from: number,
  count: number,
  campaign: Int32Array,
  region: Int32Array,
) {
  for (let k = 0; k < count; k++) {
    const row = rows === null ? from + k : rows[k]!;
    const bit = campaign[row]! * regions + region[row]!;
    bits[bit >>> 3]! |= 1 << (bit & 7);
  }
}
