const windowMs = 15 * 60_000;
const lockMs = 15 * 60_000;
const maxTries = 10;
/** So many go without a wait; after that each waits twice as long as the one before, from a second on. */
const freeTries = 3;

export interface Tries {
  /** When each was made, oldest first; failures, and one that is being looked at. */
  readonly made: readonly number[];
  readonly lockedUntil: number;
}

export interface Verdict {
  /** Seconds to wait; null: go on. */
  readonly wait: number | null;
  /** Refused: by a lock, and not for being too fast. Let through: this is the last one, and locks unless it succeeds. */
  readonly locks: boolean;
}

export const noTries: Tries = { made: [], lockedUntil: 0 };

/** Whether a try may be made at `now` (ms), and the tries with it counted. A refused one does not count. */
export function countTry(tries: Tries, now: number): { readonly tries: Tries; readonly verdict: Verdict } {
  if (now < tries.lockedUntil) return { tries, verdict: { wait: seconds(tries.lockedUntil - now), locks: true } };
  const recent = tries.lockedUntil > 0 ? [] : tries.made.filter((at) => at > now - windowMs);
  const mayGoOn = recent.length < freeTries ? 0 : recent.at(-1)! + 1000 * 2 ** (recent.length - freeTries);
  if (now < mayGoOn) return { tries, verdict: { wait: seconds(mayGoOn - now), locks: false } };
  const made = [...recent, now];
  const locks = made.length >= maxTries;
  return { tries: { made, lockedUntil: locks ? now + lockMs : 0 }, verdict: { wait: null, locks } };
}

/** After this many milliseconds without a try there is nothing to remember. */
export const rememberedFor = windowMs + lockMs;

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));
