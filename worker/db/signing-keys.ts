import { asc, gt, lt } from "drizzle-orm";
import { signingKeys } from "./identity-schema.ts";
import type { Db } from "./open.ts";

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
    async add(key: SigningKey): Promise<void> {
      await db.insert(signingKeys).values(key);
    },
    async prune(before: number): Promise<void> {
      await db.delete(signingKeys).where(lt(signingKeys.signsUntil, before));
    },
  };
}
