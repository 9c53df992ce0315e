import type { JobContext } from "./define-job.ts";

const day = 24 * 60 * 60_000;
/** For so long after its end a token can still be told as used or expired. */
const keptAfterEnd = 30 * day;

/** Once an hour: the next signing key in time, and forgets what ended long ago. */
export async function tidyIdentity({ identity, clock }: JobContext): Promise<void> {
  await identity.keys.rotate();
  const before = clock() - keptAfterEnd;
  await identity.refreshTokens.prune(before);
  await identity.oneTimeTokens.prune(before);
  await identity.sessions.prune(before);
}
