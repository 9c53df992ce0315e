import fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditEntry } from "#contracts/audit.ts";
import type { AuditDraft } from "../../db/audit.ts";
import { createTenant, member, signIn } from "../../testing/factories.ts";
import { startApp, unlimited } from "../../testing/harness.ts";
import { auditRow, writeRows } from "./audit.fixture.ts";

const actions = ["key.created", "key.revoked", "invite.created", "sign-out", "sign-out.everywhere"];
const start = Date.parse("2021-01-01T00:00:00Z");
const instant = (second: number) => new Date(start + second * 1000).toISOString();

const filters = fc.record(
  {
    from: fc.nat(40).map(instant),
    to: fc.nat(40).map(instant),
    action: fc.constantFrom("key", "invite", "key.revoked", "sign-out", "sign-out.everywhere", "member"),
    actor_id: fc.constantFrom("ann", "bob"),
    q: fc.constantFrom("ann", "o", "192.0.2."),
  },
  { requiredKeys: [] },
);
type Filters = typeof filters extends fc.Arbitrary<infer F> ? F : never;

function fits(row: AuditDraft, { from, to, action, actor_id, q }: Filters): boolean {
  if (from !== undefined && row.at < Date.parse(from)) return false;
  if (to !== undefined && row.at >= Date.parse(to)) return false;
  if (action !== undefined && row.action !== action && !row.action.startsWith(`${action}.`)) return false;
  if (actor_id !== undefined && row.actorId !== actor_id) return false;
  return q === undefined || [row.actorLabel, row.targetLabel, row.ip].some((text) => text?.includes(q));
}

test("walking the pages gives each row that fits once, newest first, whatever the page, and whoever writes meanwhile", async () => {
  const app = startApp({ env: unlimited });
  await createTenant(app, "walked", { members: [member("a@walked.test")] });
  const { bearer } = await signIn(app, "a@walked.test");
  const rows = await writeRows(
    app,
    Array.from({ length: 40 }, (_, at) =>
      auditRow(at % 7 === 6 ? "others" : "walked", {
        at: start + at * 1000,
        action: actions[at % actions.length]!,
        actorId: at % 3 === 0 ? "ann" : "bob",
        actorLabel: at % 3 === 0 ? "ann" : "bob",
        targetLabel: at % 4 === 0 ? "zoo" : null,
        ip: at % 5 === 0 ? "192.0.2.1" : null,
      }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(filters, fc.integer({ min: 1, max: 45 }), async (asked, limit) => {
      const newest = start + 1_000_000;
      const bounded = { to: new Date(newest).toISOString(), ...asked };
      const walked: AuditEntry[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({ ...bounded, limit: String(limit), ...(cursor === null ? {} : { cursor }) });
        const response = await app.fetch(`/api/audit-log/?${query}`, { headers: bearer });
        const page: { entries: AuditEntry[]; next_cursor: string | null } = await response.json();
        expect(page.entries.length).toBeLessThanOrEqual(limit);
        walked.push(...page.entries);
        cursor = page.next_cursor;
        // Comes after what is walked, though it fits every filter of time.
        if (cursor !== null) await writeRows(app, [auditRow("walked", { at: newest })]);
      } while (cursor !== null);
      const expected = rows.filter((row) => row.tenantId === "walked" && fits(row, asked));
      expect(walked.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).toReversed());
    }),
    { numRuns: 40 },
  );
});
