import type { AdDay } from "../world/delivery.ts";
import { drawsOf } from "../world/random.ts";
import { divide } from "../world/split.ts";
import type { Sums } from "../world/sums.ts";

export interface Device {
  readonly type: string;
  readonly system: string;
}

interface DeviceDay extends Sums {
  readonly device: Device;
}

export const computer: Device = { type: "Computer", system: "Windows" };
const phone: Device = { type: "Smartphone", system: "Android" };
const SHARES = [0.65, 0.35];

/** An ad's day by device. The parts add up to the whole; a device without an impression has no row. */
export const byDevice = (day: AdDay): DeviceDay[] =>
  divide(day, SHARES, drawsOf(day.ad.id, day.date, "devices"))
    .map((part, index) => ({ device: index === 0 ? computer : phone, ...part }))
    .filter((part) => part.impressions > 0);
