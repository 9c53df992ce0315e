import { type SQL, sql } from "drizzle-orm";
import type { Role } from "#contracts/capabilities.ts";
import type { Clock } from "../clock.ts";
import { raiseAccessVersion, raiseAgencyAccessVersion } from "./callers.ts";
import type { Db } from "./open.ts";
import { agencyMembers, memberships } from "./schema.ts";

/** What people belong to and are invited to: one tenant, or one agency. A noun opened with it reaches that place only. */
export interface Place {
  readonly db: Db;
  readonly clock: Clock;
  readonly kind: "tenant" | "agency";
  readonly id: string;
}

interface Layout {
  /** The table of who belongs to such places. */
  readonly roster: typeof memberships | typeof agencyMembers;
  /** Its column, and that of invites, which names the place. */
  readonly column: SQL;
  /** A place always keeps somebody of this role. */
  readonly keeper: Role;
}

const layouts: Readonly<Record<Place["kind"], Layout>> = {
  tenant: { roster: memberships, column: sql.raw("tenant_id"), keeper: "owner" },
  agency: { roster: agencyMembers, column: sql.raw("agency_id"), keeper: "agency_admin" },
};

export const layoutOf = ({ kind }: Pick<Place, "kind">): Layout => layouts[kind];

/** In a batch with a change of who belongs to the place or as what. */
export function raisePlace({ db, kind, id }: Pick<Place, "db" | "kind" | "id">) {
  return kind === "tenant" ? raiseAccessVersion(db, id) : raiseAgencyAccessVersion(db, id);
}
