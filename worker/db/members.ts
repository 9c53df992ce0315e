import { type SQL, sql } from "drizzle-orm";
import type { AgencyRole, Role, TenantRole } from "#contracts/capabilities.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { layoutOf, type Place, raisePlace } from "./place.ts";

export interface Member {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: TenantRole | AgencyRole;
  readonly createdAt: number;
  readonly secondFactor: boolean;
}

export type Members = ReturnType<typeof openMembers>;

/** Who belongs to one tenant or agency by a membership of their own. */
export function openMembers(place: Place) {
  const { db, id: placeId } = place;
  const { roster, column, keeper } = layoutOf(place);

  async function select(condition: SQL): Promise<Member[]> {
    const rows = await db.all<Omit<Member, "secondFactor"> & { secondFactor: number }>(sql`
      select m.id, m.user_id as userId, u.email, u.name, m.role, m.created_at as createdAt,
        f.confirmed_at is not null as secondFactor
      from ${roster} m
      join users u on u.id = m.user_id
      left join second_factors f on f.user_id = m.user_id
      where m.${column} = ${placeId} and (${condition})
      order by u.name, u.email`);
    return rows.map((row) => ({ ...row, secondFactor: row.secondFactor === 1 }));
  }

  /** The row of a member who holds the role still. */
  const held = ({ id, role }: Pick<Member, "id" | "role">) =>
    sql`${column} = ${placeId} and id = ${id} and role = ${role}`;
  /** The same, unless it is the last of the keepers: asked in the statement that would take them away. */
  const replaceable = (member: Pick<Member, "id" | "role">) => sql`${held(member)} and (role <> ${keeper}
    or (select count(*) from ${roster} where ${column} = ${placeId} and role = ${keeper}) > 1)`;

  return {
    /** The role without which the place would be nobody's. */
    keeper,

    /** By name. */
    async list(): Promise<Member[]> {
      return select(sql`true`);
    },

    async find(id: string): Promise<Member | undefined> {
      return (await select(sql`m.id = ${id}`))[0];
    },

    async findByEmail(email: string): Promise<Member | undefined> {
      return (await select(sql`u.email = ${email}`))[0];
    },

    /** False when meanwhile the member went or got another role, or is the last keeper. */
    async change(member: Member, to: Role, draft: AuditDraft): Promise<boolean> {
      const [{ meta }] = await db.batch([
        db
          .update(roster)
          .set({ role: sql`${to}` })
          .where(to === keeper ? held(member) : replaceable(member)),
        auditIfChanged(db, draft),
        raisePlace(place),
      ]);
      return meta.changes > 0;
    },

    /** False as with `change`. */
    async remove(member: Member, draft: AuditDraft): Promise<boolean> {
      const [{ meta }] = await db.batch([
        db.delete(roster).where(replaceable(member)),
        auditIfChanged(db, draft),
        raisePlace(place),
      ]);
      return meta.changes > 0;
    },
  };
}
