import { count, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { type AuditDraft, audit, auditIfChanged } from "./audit.ts";
import { raiseAccessVersion } from "./callers.ts";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { users } from "./schema/identity.ts";
import { apiKeys } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type ApiKey = typeof apiKeys.$inferSelect;

/** A key with the e-mail of whoever created it; null when that account is gone. */
export interface ListedKey extends ApiKey {
  readonly creator: string | null;
}

export interface KeyDraft {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: string;
  readonly capabilities: readonly string[];
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** How many keys a list tells; those that work come before those that ended. */
const listed = 500;
/** How many keys of one tenant may work at a time. */
export const mostWorkingKeys = 100;

export function openApiKeys(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  const works = (now: number) => sql`${isNull(apiKeys.revokedAt)} and ${gt(apiKeys.expiresAt, now)}`;
  const row = ({ capabilities, ...draft }: KeyDraft) => ({
    ...draft,
    tenantId,
    capabilities: JSON.stringify(capabilities),
  });

  return {
    /** Newest first. */
    async list(): Promise<ListedKey[]> {
      const rows = await db
        .select({ key: apiKeys, creator: users.email })
        .from(apiKeys)
        .leftJoin(users, eq(users.id, apiKeys.createdBy))
        .where(ownedBy(scope, apiKeys))
        .orderBy(desc(works(clock())), desc(apiKeys.id))
        .limit(listed)
        .all();
      return rows.map(({ key, creator }) => ({ ...key, creator })).sort((a, b) => (a.id < b.id ? 1 : -1));
    },

    async find(id: string): Promise<ListedKey | undefined> {
      const found = await db
        .select({ key: apiKeys, creator: users.email })
        .from(apiKeys)
        .leftJoin(users, eq(users.id, apiKeys.createdBy))
        .where(ownedBy(scope, apiKeys, eq(apiKeys.id, id)))
        .get();
      return found && { ...found.key, creator: found.creator };
    },

    async workingCount(): Promise<number> {
      const found = await db
        .select({ count: count() })
        .from(apiKeys)
        .where(ownedBy(scope, apiKeys, works(clock())))
        .get();
      return found?.count ?? 0;
    },

    async create(draft: KeyDraft, told: AuditDraft): Promise<void> {
      await db.batch([db.insert(apiKeys).values(row(draft)), audit(db, told)]);
    },

    /** Puts `draft` in the place of a key that works and was not rotated yet; that one works on until `oldUntil`. False when it is no such key. */
    async rotate(id: string, oldUntil: number, draft: KeyDraft, told: AuditDraft): Promise<boolean> {
      const [rotated] = await db.batch([
        db
          .update(apiKeys)
          .set({ rotatedTo: draft.id, expiresAt: sql`min(${apiKeys.expiresAt}, ${oldUntil})` })
          .where(ownedBy(scope, apiKeys, eq(apiKeys.id, id), works(clock()), isNull(apiKeys.rotatedTo)))
          .returning({ id: apiKeys.id }),
        insertFrom(db, apiKeys, row(draft), sql`where changes() > 0`),
        auditIfChanged(db, told),
        raiseAccessVersion(db, tenantId),
      ]);
      return rotated.length > 0;
    },

    /** True when it was not revoked before. */
    async revoke(id: string, told: AuditDraft): Promise<boolean> {
      const now = clock();
      const [revoked] = await db.batch([
        db
          .update(apiKeys)
          .set({ revokedAt: now })
          .where(ownedBy(scope, apiKeys, eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
          .returning({ id: apiKeys.id }),
        auditIfChanged(db, told),
        raiseAccessVersion(db, tenantId),
      ]);
      return revoked.length > 0;
    },

    /** `minute`: the instant, cut to the minute. */
    async used(id: string, minute: number): Promise<void> {
      await db
        .update(apiKeys)
        .set({ lastUsedAt: minute })
        .where(
          ownedBy(scope, apiKeys, eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, minute))),
        );
    },
  };
}
