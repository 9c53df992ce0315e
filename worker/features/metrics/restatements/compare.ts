import type { CampaignColumns } from "../../snapshots/columns.ts";
import type { OpenSnapshot } from "../../snapshots/reader.ts";
import { type DayRange, dayNumber, dayText, lengthOf } from "../slice/days.ts";
import { type CampaignFilter, campaignMask } from "../slice/masks.ts";
import { chosen, rowsOf, selectRows } from "../slice/select-rows.ts";
import { shownMeasures } from "../slice/sums.ts";
import { type Narrower, withRoom } from "../with-room.ts";
import { type Union, unite } from "./unite.ts";

const width = shownMeasures.length;

/** One campaign's day that differs; measures in the order of `shownMeasures`, counts and millionths. */
export interface Restated {
  readonly day: number;
  /** Its number in the union of both snapshots' campaigns. */
  readonly campaign: number;
  readonly settled: boolean;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

interface Side {
  readonly snapshot: OpenSnapshot;
  readonly campaigns: CampaignColumns;
  /** Its campaigns' numbers in the union. */
  readonly numbers: Int32Array;
}

/**
 * Every campaign's day within the range that the two snapshots tell differently, oldest first. A month is read at a time, and not at all when
 * both have the same bytes of it, so that years do not have to fit into memory at once.
 */
export async function compareSnapshots(
  from: OpenSnapshot,
  to: OpenSnapshot,
  range: DayRange,
  filter: CampaignFilter,
): Promise<{ union: Union; restated: Restated[] }> {
  const [before, after] = await Promise.all([from.dimension("campaigns"), to.dimension("campaigns")]);
  const union = unite(before, after);
  const sides = [
    { snapshot: from, campaigns: before, numbers: union.before },
    { snapshot: to, campaigns: after, numbers: union.after },
  ] as const;
  const restated: Restated[] = [];
  for (const month of monthsOf(range)) {
    if (isSame(from, to, month)) continue;
    const needs = sides.flatMap(({ snapshot }) =>
      snapshot.needs(dailyKind(snapshot), dayText(month.from), dayText(month.to)),
    );
    const [old, now] = await withRoom(from, needs, narrower, () =>
      Promise.all(sides.map((side) => sumsOf(side, month, union.count, filter))),
    );
    collect(restated, month, union.count, old!, now!);
  }
  return { union, restated };
}

/** A month of both snapshots is as little as there is. */
const narrower: Narrower = { field: "from", remedy: "compare snapshots that have roll-ups" };

const dailyKind = (snapshot: OpenSnapshot) => (snapshot.has("campaign_days") ? "campaign_days" : "performance");

interface Sums {
  /** `[days × campaigns × measures]`. */
  readonly values: Float64Array;
  readonly provisional: Uint8Array;
}

async function sumsOf({ snapshot, campaigns, numbers }: Side, days: DayRange, count: number, filter: CampaignFilter) {
  const cells = lengthOf(days) * count;
  const sums: Sums = { values: new Float64Array(cells * width), provisional: new Uint8Array(cells) };
  const asked = chosen(campaignMask(campaigns, filter));
  for (const shard of await snapshot.dated(dailyKind(snapshot), dayText(days.from), dayText(days.to)))
    for (const row of rowsOf(selectRows(shard, days, asked, shard.item, null))) {
      const cell = (shard.day[row]! - days.from) * count + numbers[shard.campaign[row]!]!;
      for (let at = 0; at < width; at++) sums.values[cell * width + at]! += shard.measures[shownMeasures[at]!][row]!;
      if (shard.settled[row] === 0) sums.provisional[cell] = 1;
    }
  return sums;
}

function collect(into: Restated[], days: DayRange, count: number, old: Sums, now: Sums): void {
  for (let cell = 0; cell < now.provisional.length; cell++) {
    const at = cell * width;
    const from = old.values.subarray(at, at + width);
    const to = now.values.subarray(at, at + width);
    if (from.every((value, measure) => value === to[measure])) continue;
    into.push({
      day: days.from + Math.floor(cell / count),
      campaign: cell % count,
      settled: now.provisional[cell] === 0,
      from: [...from],
      to: [...to],
    });
  }
}

/** The parts of a range that lie in one month each. */
function monthsOf({ from, to }: DayRange): DayRange[] {
  const parts: DayRange[] = [];
  for (let day = from; day <= to; ) {
    const [year, month] = dayText(day).split("-").map(Number) as [number, number];
    const next = dayNumber(new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10));
    parts.push({ from: day, to: Math.min(to, next - 1) });
    day = next;
  }
  return parts;
}

/** Rows name campaigns by number, so the same bytes only mean the same when the campaigns are the same too. */
function isSame(from: OpenSnapshot, to: OpenSnapshot, { from: day }: DayRange): boolean {
  const month = dayText(day).slice(0, 7);
  const checksums = ({ manifest }: OpenSnapshot) =>
    manifest.shards
      .filter(({ kind, month: of }) => kind === "campaigns" || (kind === "performance" && of === month))
      .map(({ name, sha256 }) => `${name} ${sha256}`)
      .sort()
      .join();
  return checksums(from) === checksums(to);
}
