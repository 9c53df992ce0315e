import { expect, test } from "vitest";
import { crossingsOf, undeclaredOf } from "./boundaries.ts";

test("contracts may import zod and each other, nothing else", () => {
  expect(crossingsOf("worker/contracts/a.ts", 'import { z } from "zod";\nimport { b } from "./b.ts";')).toEqual([]);
  expect(crossingsOf("worker/contracts/a.ts", 'import { x } from "../db/schema.ts";')).toHaveLength(1);
  expect(crossingsOf("worker/contracts/a.ts", 'import { Hono } from "hono";')).toHaveLength(1);
});

test("only worker/db touches env.DB", () => {
  expect(crossingsOf("worker/db/open.ts", "drizzle(env.DB)")).toEqual([]);
  expect(crossingsOf("worker/features/runs/runs.routes.ts", "drizzle(env.DB)")).toHaveLength(1);
});

test("the page never reaches into the Worker", () => {
  expect(crossingsOf("web/lib/client.ts", 'import { me } from "#contracts/auth.ts";')).toEqual([]);
  expect(crossingsOf("web/lib/client.ts", 'import type { Env } from "../../worker/env.ts";')).toHaveLength(1);
  expect(crossingsOf("web/lib/client.ts", 'const late = await import("../../worker/log.ts");')).toHaveLength(1);
});

test("the runner knows the contracts, not the Worker", () => {
  expect(crossingsOf("runner/main.ts", 'import { lease } from "#contracts/runner.ts";')).toEqual([]);
  expect(crossingsOf("runner/main.ts", 'export { log } from "../worker/log.ts";')).toHaveLength(1);
});

test("a package that is imported is declared", () => {
  const text = 'import { z } from "zod";\nimport { x } from "@a/b/c";\nimport "node:fs";\nimport { y } from "./y.ts";';
  expect(undeclaredOf("web/a.ts", text, new Set(["zod", "@a/b"]))).toEqual([]);
  expect(undeclaredOf("web/a.ts", text, new Set(["zod", "@a"]))).toHaveLength(1);
});
