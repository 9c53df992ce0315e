import { and, asc, eq, gt } from "drizzle-orm";
import type { Role } from "#contracts/capabilities.ts";
import type { Clock } from "../clock.ts";
import { sessions, users } from "./identity-schema.ts";
import type { Db } from "./open.ts";
import { memberships, tenants } from "./schema.ts";

/** A person at work in one tenant, by one session. */
export interface Caller {
  readonly sessionId: string;
  readonly tenantId: string;
  readonly role: Role;
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
}

export interface MembershipView {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly currency: string;
  readonly timeZone: string;
}

export type IdentityStore = ReturnType<typeof openIdentityStore>;

/** Who belongs where. It crosses tenants by its nature, and always starts from one person. */
export function openIdentityStore(db: Db, clock: Clock) {
  return {
    /** Undefined when the session has ended, or the person does not (or no longer) belong to the tenant. */
    async findCaller(sessionId: string, userId: string, tenantId: string): Promise<Caller | undefined> {
      const row = await db
        .select({ role: memberships.role, id: users.id, email: users.email, name: users.name })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .innerJoin(memberships, eq(memberships.userId, users.id))
        .where(
          and(
            eq(sessions.id, sessionId),
            eq(sessions.userId, userId),
            gt(sessions.expiresAt, new Date(clock())),
            eq(memberships.tenantId, tenantId),
          ),
        )
        .get();
      if (!row) return undefined;
      const { role, ...user } = row;
      return { sessionId, tenantId, role, user };
    },

    /** The tenants of a person, by label. */
    async membershipsOf(userId: string): Promise<MembershipView[]> {
      return db
        .select({
          id: tenants.id,
          label: tenants.label,
          role: memberships.role,
          currency: tenants.currency,
          timeZone: tenants.timeZone,
        })
        .from(memberships)
        .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
        .where(eq(memberships.userId, userId))
        .orderBy(asc(tenants.label), asc(tenants.id))
        .all();
    },

    async setActiveTenant(sessionId: string, tenantId: string): Promise<void> {
      await db.update(sessions).set({ activeTenantId: tenantId }).where(eq(sessions.id, sessionId));
    },

    async sessionByToken(token: string): Promise<{ id: string; userId: string } | undefined> {
      return db
        .select({ id: sessions.id, userId: sessions.userId })
        .from(sessions)
        .where(eq(sessions.token, token))
        .get();
    },

    async endSession(sessionId: string): Promise<void> {
      await db.delete(sessions).where(eq(sessions.id, sessionId));
    },
  };
}
