import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { withTables } from "./capability-tables.ts";
import { checkTenancyDocument } from "./tenancy-document.ts";

const empty = ["capabilities", "grants", "endpoints"]
  .map((name) => `<!-- ${name}: made by npm run check -- --fix -->\n<!-- end of ${name} -->\n`)
  .join("\nSome words.\n\n");

test("the tables tell the contracts, and the words around them stay", () => {
  const full = withTables(`# Title\n\n${empty}\nThe end.\n`);
  expect(full).toMatch(/\| `members\.manage` \| Invite, change roles, remove \| ✓ \| ✓ \| {2}\|/);
  expect(full).toContain("| `admin` | `admin`, `analyst`, `viewer` |");
  expect(full).toContain("| `viewer` | nothing |");
  expect(full).toContain("| `members.manage` | `DELETE /api/members/{member_id}/` |");
  expect(full).toMatch(/^# Title\n/);
  expect(full.match(/Some words\./g)).toHaveLength(2);
  expect(full).toMatch(/The end\.\n$/);
  expect(withTables(full)).toBe(full);
});

test("a document without its markers is refused by name", () => {
  expect(() => withTables(empty.replace("end of grants", "end"))).toThrow('the table "grants"');
});

test("a stale document fails the check, and is mended on request", async () => {
  const root = await mkdtemp(join(tmpdir(), "tenancy-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, "docs"));
  const file = join(root, "docs", "tenancy.md");
  await writeFile(file, empty);
  await expect(checkTenancyDocument(root, false)).rejects.toThrow("npm run check -- --fix");
  await checkTenancyDocument(root, true);
  await checkTenancyDocument(root, false);
  const good = await readFile(file, "utf8");
  await writeFile(file, good.replace("| `viewer` | nothing |", "| `viewer` | `owner` |"));
  await expect(checkTenancyDocument(root, false)).rejects.toThrow("docs/tenancy.md");
});
