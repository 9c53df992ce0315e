import { DurableObject } from "cloudflare:workers";
import { countTry, noTries, rememberedFor, type Tries, type Verdict } from "./tries.ts";

/**
 * Counts the failed sign-ins of one account, or of one browser that is known to it. A try is counted before its password is looked at, so that
 * many at once cannot slip through; a success wipes the count.
 */
export class SignInGuard extends DurableObject {
  /** Counts a try at `now` (ms), unless it is refused. */
  async admit(now: number): Promise<Verdict> {
    const before = (await this.ctx.storage.get<Tries>("tries")) ?? noTries;
    const { tries, verdict } = countTry(before, now);
    if (tries === before) return verdict;
    await this.ctx.storage.put("tries", tries);
    await this.ctx.storage.setAlarm(Date.now() + rememberedFor);
    return verdict;
  }

  /** After a success, or when a lock is opened. */
  async forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  override async alarm(): Promise<void> {
    await this.forget();
  }
}
