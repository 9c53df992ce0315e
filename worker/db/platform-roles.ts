import { and, eq, sql } from "drizzle-orm";
import type { PlatformRole } from "#contracts/capabilities.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import type { Db } from "./open.ts";
import { users } from "./schema/identity.ts";

/** Who has a role over the whole platform. */
export function openPlatformRoles(db: Db) {
  return {
    async find(email: string): Promise<{ id: string; role: PlatformRole | null } | undefined> {
      return db.select({ id: users.id, role: users.platformRole }).from(users).where(eq(users.email, email)).get();
    },

    async set(userId: string, role: PlatformRole | null, draft: AuditDraft): Promise<void> {
      await db.batch([
        db
          .update(users)
          .set({ platformRole: role })
          .where(and(eq(users.id, userId), sql`${users.platformRole} is not ${role}`)),
        auditIfChanged(db, draft),
      ]);
    },
  };
}
