import type { AdDay } from "../world/delivery.ts";
import { drawsOf } from "../world/random.ts";
import { apportion } from "../world/split.ts";
import type { Sums } from "../world/sums.ts";

export interface Device {
  readonly type: string;
  readonly system: string;
}

interface DeviceDay extends Sums {
  readonly device: Device;
}

export const computer: Device = { type: "Computer", system: "Windows" };
const devices: readonly Device[] = [computer, { type: "Smartphone", system: "Android" }];
const SHARES = [0.65, 0.35];

/** An ad's day by device. The parts add up to the whole; a device without an impression has no row. */
export function byDevice(day: AdDay): DeviceDay[] {
  const draw = drawsOf(day.ad.id, day.date, "devices");
  const impressions = apportion(day.impressions, SHARES, draw());
  const parts = {
    clicks: apportion(day.clicks, impressions, draw()),
    spendCents: apportion(day.spendCents, impressions, draw()),
    purchases: apportion(day.purchases, impressions, draw()),
    leads: apportion(day.leads, impressions, draw()),
  };
  const valueCents = apportion(day.valueCents, parts.purchases, draw());
  return devices
    .map((device, index) => ({
      device,
      impressions: impressions[index]!,
      clicks: parts.clicks[index]!,
      spendCents: parts.spendCents[index]!,
      purchases: parts.purchases[index]!,
      leads: parts.leads[index]!,
      valueCents: valueCents[index]!,
    }))
    .filter((part) => part.impressions > 0);
}
