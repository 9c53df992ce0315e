import { DurableObject } from "cloudflare:workers";

const windowMs = 15 * 60_000;
const maxFailures = 10;

/**
 * Counts the failed sign-ins of one account (one object per hash of the e-mail, whether or not there is such an account).
 * A try is counted before its password is looked at, so that many at once cannot slip through; a success wipes the count.
 */
export class SignInGuard extends DurableObject {
  /** Counts a try at `now` (ms). Gives the seconds to wait when there were too many, null when the try may go on. */
  async admit(now: number): Promise<number | null> {
    const tries = ((await this.ctx.storage.get<number[]>("tries")) ?? []).filter((at) => at > now - windowMs);
    if (tries.length >= maxFailures) return Math.max(1, Math.ceil((tries[0]! + windowMs - now) / 1000));
    tries.push(now);
    await this.ctx.storage.put("tries", tries);
    await this.ctx.storage.setAlarm(Date.now() + windowMs);
    return null;
  }

  async succeeded(): Promise<void> {
    await this.#forget();
  }

  override async alarm(): Promise<void> {
    await this.#forget();
  }

  async #forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }
}
