export const windowMs = 60_000;

/** What an isolate leases at a time: little enough to lie unspent, and much enough to ask rarely. */
const shareOfLimit = 0.02;

/** What one isolate holds of one counter in one window. */
export interface Lease {
  readonly window: number;
  readonly limit: number;
  readonly share: number;
  /** Leased and not spent. */
  permits: number;
  /** What the counter can still grant, as far as we know. */
  left: number;
  /** A request is asking the counter; past this instant it is taken for lost. 0: nobody is. */
  askedUntil: number;
  /** The counter failed: until then everybody passes. */
  openUntil: number;
}

export function leaseFor(window: number, limit: number): Lease {
  const share = Math.max(1, Math.floor(limit * shareOfLimit));
  return { window, limit, share, permits: 0, left: limit, askedUntil: 0, openUntil: 0 };
}

export function standingOf({ window, permits, left }: Lease, now: number) {
  return { remaining: permits + left, reset: Math.max(1, Math.ceil(((window + 1) * windowMs - now) / 1000)) };
}
