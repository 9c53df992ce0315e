import type { Ad } from "../world/campaigns.ts";
import type { AdDay } from "../world/delivery.ts";
import { drawsOf } from "../world/random.ts";
import type { Parish } from "../world/regions.ts";
import { byRegion, divide } from "../world/split.ts";
import type { Sums } from "../world/sums.ts";
import { channelOf } from "./channels.ts";

/** A part of an ad's day; what it is not divided by is undefined. */
export interface Cell {
  readonly ad: Ad;
  readonly date: string;
  readonly sums: Readonly<Sums>;
  readonly network?: string;
  readonly device?: string;
  readonly hour?: number;
  /** Null for people whose parish is not known. */
  readonly parish?: Parish | null;
  /** Whether people were there; otherwise they only took an interest in the place. */
  readonly present?: boolean;
}

/** What a day can be divided by. */
export type Cut = "parish" | "network" | "device" | "hour" | "present";
type Dimension = Exclude<Cut, "parish">;

/** Ads are scheduled for these hours of the day alone. */
const hours = [
  { value: 8, share: 0.15 },
  { value: 12, share: 0.25 },
  { value: 17, share: 0.2 },
  { value: 19, share: 0.25 },
  { value: 21, share: 0.15 },
];
const devices = [
  { value: "MOBILE", share: 0.7 },
  { value: "DESKTOP", share: 0.3 },
];
const presence = [
  { value: true, share: 0.9 },
  { value: false, share: 0.1 },
];
/** The order matters: the same day is always divided the same way. */
const dimensions: readonly Dimension[] = ["network", "device", "hour", "present"];

function optionsOf(dimension: Dimension, ad: Ad): readonly { value: unknown; share: number }[] {
  if (dimension === "hour") return hours;
  if (dimension === "device") return devices;
  if (dimension === "present") return presence;
  return channelOf(ad.adSet.campaign).networks.map(({ name, share }) => ({ value: name, share }));
}

const labelOf = ({ network, device, hour, parish, present }: Cell): string =>
  [network, device, hour, parish?.code, present].join(" ");

function cutBy(dimension: Dimension, cell: Cell): Cell[] {
  const options = optionsOf(dimension, cell.ad);
  const draw = drawsOf(cell.ad.id, cell.date, dimension, labelOf(cell));
  return divide(
    cell.sums,
    options.map(({ share }) => share),
    draw,
  ).map((sums, index) => ({ ...cell, sums, [dimension]: options[index]!.value }));
}

/** An ad's day, divided. The parts add up to the day; parts without an impression are left out. */
export function cellsOf(day: AdDay, cuts: ReadonlySet<Cut>): Cell[] {
  const { ad, date } = day;
  let cells: Cell[] = cuts.has("parish")
    ? byRegion(day).map(({ parish, ...sums }) => ({ ad, date, sums, parish }))
    : [{ ad, date, sums: day }];
  for (const dimension of dimensions) {
    if (cuts.has(dimension)) cells = cells.flatMap((cell) => cutBy(dimension, cell));
  }
  return cells.filter((cell) => cell.sums.impressions > 0);
}
