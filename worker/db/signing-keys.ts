import { asc, gt, lt, sql } from "drizzle-orm";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import { signingKeys } from "./schema/identity.ts";

export type SigningKey = typeof signingKeys.$inferSelect;

export function openSigningKeys(db: Db) {
  return {
    /** Keys that sign or signed after `since`, or will; oldest first. */
    async signingAfter(since: number): Promise<SigningKey[]> {
      return db
        .select()
        .from(signingKeys)
        .where(gt(signingKeys.signsUntil, since))
        .orderBy(asc(signingKeys.signsFrom), asc(signingKeys.kid))
        .all();
    },
    /** Adds the key, unless one that signs at its beginning is there: so isolates that make one at once agree on the first. */
    async add(key: SigningKey): Promise<void> {
      const { signsFrom, signsUntil } = signingKeys;
      const taken = sql`select 1 from ${signingKeys} where ${signsFrom} <= ${key.signsFrom} and ${signsUntil} > ${key.signsFrom}`;
      await insertFrom(db, signingKeys, key, sql`where not exists (${taken})`);
    },
    async prune(before: number): Promise<void> {
      await db.delete(signingKeys).where(lt(signingKeys.signsUntil, before));
    },
  };
}
