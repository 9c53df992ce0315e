/**
 * The demo dataset: a snapshot of the sample platform's coffee roaster that ships with the page, the same for everybody. No snapshot of a tenant
 * can have its id, as the Worker gives those. `npm run demo` makes it anew.
 */
export const demo = {
  tenantId: "demo",
  snapshotId: "0199e5a0-0000-7000-8000-00000000de30",
  /** The last day that it has; what counts days from today counts them from the day after. */
  lastDay: "2026-11-24",
  /** The folder of the page's files that it lies in. */
  folder: "demo",
} as const;
