import { DurableObject } from "cloudflare:workers";

export interface Grant {
  readonly given: number;
  /** What may still be granted in this window, to whomever asks. */
  readonly left: number;
}

/** Towards the end of a window shares get smaller, so that little lies unspent in isolates that ask no more. */
const mostOfRest = 1 / 8;
const forgetMs = 2 * 60_000;
/** The answer does not wait for the disk: only a machine that breaks down could lose the count. */
const unconfirmed = { allowUnconfirmed: true } as const;

/**
 * Hands out the permits of one counter (one object per hash of its name), a share at a time, and never more than the limit in a window.
 * The count is stored: an object that rests for ten seconds loses its memory, and with it would forget the window.
 */
export class RateCounter extends DurableObject {
  async grant(window: number, wanted: number, limit: number): Promise<Grant> {
    const { storage } = this.ctx;
    const before = storage.kv.get<number>(String(window));
    const rest = Math.max(0, limit - (before ?? 0));
    const given = Math.min(wanted, Math.ceil(rest * mostOfRest));
    if (before === undefined) this.#begin(window);
    void storage.put(String(window), (before ?? 0) + given, unconfirmed);
    return { given, left: rest - given };
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  /** Each window puts the end off, so what is stored goes once nobody asks any more. */
  #begin(window: number): void {
    const { storage } = this.ctx;
    for (const [old] of storage.kv.list()) if (Number(old) < window - 1) void storage.delete(old, unconfirmed);
    void storage.setAlarm(Date.now() + forgetMs, unconfirmed);
  }
}
