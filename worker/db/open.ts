import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import { BoundedCache } from "../bounded-cache.ts";
import type { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { agencyRolesOf } from "./agency-roles.ts";
import { type AgencyStore, openAgencyStore } from "./agency-store.ts";
import { openSystemStore, type SystemStore } from "./system-store.ts";
import { openTenantStore, type TenantStore } from "./tenant-store.ts";

export type Db = DrizzleD1Database;

/** What the nouns of one tenant are opened with: a store made of it reads and writes rows of this tenant only. */
export interface TenantScope {
  readonly db: Db;
  readonly tenantId: string;
  readonly clock: Clock;
}

export function openDb(env: Pick<Env, "DB">): Db {
  return drizzle(env.DB);
}

export interface Stores {
  readonly system: SystemStore;
  openTenant(tenantId: string): TenantStore;
  openAgency(agencyId: string): AgencyStore;
  agencyRolesOf(agencyId: string, userId: string): ReturnType<typeof agencyRolesOf>;
}

/** Tenants whose store is kept open: opening one anew makes all its nouns. */
const mostOpen = 100;

/** The doors to D1. Only this folder touches `env.DB`. */
export function openStores(env: Pick<Env, "DB">, clock: Clock): Stores {
  const db = openDb(env);
  const open = new BoundedCache<TenantStore>(mostOpen, clock);
  const openTenant = (tenantId: string) => {
    const store = open.get(tenantId) ?? openTenantStore(db, tenantId, clock);
    open.set(tenantId, store, Number.POSITIVE_INFINITY);
    return store;
  };
  return {
    system: openSystemStore(db, clock),
    openTenant,
    openAgency: (agencyId) => openAgencyStore(db, agencyId, clock),
    agencyRolesOf: (agencyId, userId) => agencyRolesOf(db, agencyId, userId),
  };
}
