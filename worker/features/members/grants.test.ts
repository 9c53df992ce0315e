import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { capabilitiesOf, grantsOf, mayGrant, Role, TenantRole } from "#contracts/capabilities.ts";
import { createTenant, member } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { at } from "../../testing/team.ts";

const app = startApp();
const people = ["ann", "ben", "cas", "dee"] as const;
const emailOf = (person: string) => `${person}@grants.test`;
let tenants = 0;

beforeAll(async () => {
  await createTenant(app, "grants-pool", { members: people.map((person) => member(emailOf(person))) });
});

test("what a role may grant is never more than it may do itself", () => {
  for (const role of Role.options) {
    const own = new Set(capabilitiesOf[role]);
    const more = grantsOf[role].filter((granted) => capabilitiesOf[granted].some((each) => !own.has(each)));
    // Our own people set up owners and agencies without seeing a client's numbers themselves.
    if (role !== "platform_admin") expect(more, role).toEqual([]);
  }
});

const Move = fc.record({
  actor: fc.constantFrom(...people),
  target: fc.constantFrom(...people),
  to: fc.option(fc.constantFrom(...TenantRole.options), { nil: "removed" as const }),
});
const firstRoles = fc.tuple(...people.map(() => fc.constantFrom(...TenantRole.options)));

test("whatever members try on each other, nobody ends with more than somebody could grant, and an owner stays", async () => {
  await fc.assert(
    fc.asyncProperty(firstRoles, fc.array(Move, { minLength: 4, maxLength: 14 }), async (first, moves) => {
      tenants += 1;
      const id = `grants-${tenants}`;
      const held = new Map<string, TenantRole>(people.map((person, index) => [person, first[index]!]));
      held.set("ann", "owner");
      await createTenant(app, id, { members: people.map((person) => member(emailOf(person), held.get(person)!)) });
      const seats = new Map(
        await Promise.all(people.map(async (person) => [person, await at(app, id, emailOf(person))] as const)),
      );
      for (const { actor, target, to } of moves) {
        const by = seats.get(actor)!;
        const { memberId } = seats.get(target)!;
        const response = to === "removed" ? await by.remove(memberId) : await by.change(memberId, to);
        expect(response.status, `${actor} → ${target}: ${to}`).toBe(expected(held, actor, target, to));
        if (response.status >= 300) continue;
        if (to === "removed") held.delete(target);
        else held.set(target, to);
      }
      const { results } = await app.env.DB.prepare(
        "select u.name, m.role from memberships m join users u on u.id = m.user_id where m.tenant_id = ?",
      )
        .bind(id)
        .all<{ name: string; role: TenantRole }>();
      expect(new Map(results.map(({ name, role }) => [name, role]))).toEqual(held);
      expect([...held.values()]).toContain("owner");
    }),
    { numRuns: 25 },
  );
});

function expected(held: Map<string, TenantRole>, actor: string, target: string, to: TenantRole | "removed"): number {
  const own = held.get(actor);
  if (!own) return 401;
  if (!capabilitiesOf[own].includes("members.manage")) return 403;
  const before = held.get(target);
  if (!before) return 404;
  if (!mayGrant([own], before) || (to !== "removed" && !mayGrant([own], to))) return 403;
  const owners = [...held.values()].filter((role) => role === "owner").length;
  if (before === "owner" && to !== "owner" && owners === 1) return 409;
  return to === "removed" ? 204 : 200;
}
