import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faultOf, faults } from "#contracts/fault-guide.ts";
import { slugOf } from "../../web/markdown.ts";
import { root } from "./settings.ts";

const text = await readFile(join(root, "docs", "runbooks", "operations.md"), "utf8");

/** The text below each heading, by the heading's address. */
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf("\n");
      return [slugOf(section.slice(0, end)), section.slice(end)] as const;
    }),
);

test.each(faults.map((fault) => [fault.id, fault] as const))(
  "the runbook tells of %s what the product does",
  (id, fault) => {
    const [, told, byItself] = sections.get(id)?.match(/^Class: `(\w+)` · By itself: (.+)$/m) ?? [];
    expect({ id, class: told, retry: byItself }).toEqual({ id, class: fault.class, retry: fault.retry });
  },
);

test("the runbook tells of no fault that the product does not know", () => {
  const known = new Set(faults.map(({ id }) => id));
  const told = [...sections].filter(([, section]) => section.includes("By itself: ")).map(([id]) => id);
  expect(told.filter((id) => !known.has(id))).toEqual([]);
});

test.each([
  ["config", "Ad account owner has NOT grant ads_read permission", "inactive-account"],
  ["config", "accounts: Unauthorized. Please ensure you are authenticated correctly.", "expired-token"],
  ["config", "there is no stream of this name", "config-failures"],
  ["transient", "Too many requests.", "rate-limit"],
  ["transient", "POST /jobs answered 502", "airbyte-errors"],
  ["transient", "connection reset", "transient-failures"],
  ["system", "stream ads: the connector counted 3 records up to a state, 2 arrived", "lost-records"],
  ["system", "the connector was ended by SIGKILL", "system-failures"],
] as const)("a %s failure that says '%s' is %s", (error_class, error_message, id) => {
  expect(faultOf({ error_class, error_message, warning_kind: null })?.id).toBe(id);
});
