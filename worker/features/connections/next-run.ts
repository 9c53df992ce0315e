import type { TenantProfile } from "../../db/profile.ts";
import { isWorkingTime } from "../metrics/staleness.ts";

const hourMs = 3_600_000;
/** Two days on, every hour of the day was tried, also where a clock change left one out. */
const hoursAhead = 48;

/** The next full hour that lies in the tenant's working hours, milliseconds since 1970; null when it has none. */
export function nextRunAt(
  { timeZone, workFrom, workTo }: Pick<TenantProfile, "timeZone" | "workFrom" | "workTo">,
  now: number,
): number | null {
  const next = (Math.floor(now / hourMs) + 1) * hourMs;
  const tenant = { timeZone, workingHours: { from: workFrom, to: workTo } };
  for (let hour = 0; hour < hoursAhead; hour += 1) {
    const at = next + hour * hourMs;
    if (isWorkingTime(at, tenant)) return at;
  }
  return null;
}
