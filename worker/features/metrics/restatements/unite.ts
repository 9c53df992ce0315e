import type { Platform } from "#contracts/fields.ts";
import type { CampaignColumns } from "../../snapshots/columns.ts";

/** The campaigns of two snapshots as one list, by platform and id. A campaign that both have is called as in the later one. */
export interface Union {
  readonly count: number;
  readonly id: readonly string[];
  readonly platform: readonly Platform[];
  readonly name: readonly string[];
  /** The number in the union of each row of the earlier, and of the later. */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

export function unite(before: CampaignColumns, after: CampaignColumns): Union {
  const numbers = new Map<string, number>();
  const [id, platform, name]: [string[], Platform[], string[]] = [[], [], []];
  const numbersOf = (campaigns: CampaignColumns) =>
    Int32Array.from(campaigns.id, (own, row) => {
      const key = `${campaigns.platform[row]} ${own}`;
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      id[known] = own;
      platform[known] = campaigns.platform[row]!;
      name[known] = campaigns.name[row]!;
      return known;
    });
  const rows = { before: numbersOf(before), after: numbersOf(after) };
  return { count: numbers.size, id, platform, name, ...rows };
}
