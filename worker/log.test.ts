import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, test } from "vitest";
import { createLog, errorFields } from "./log.ts";

test("a line is one JSON object with the fields that are named, and no others", () => {
  const lines: string[] = [];
  const log = createLog({ request_id: "r" }, (line) => lines.push(line)).with({ tenant_id: "t" });
  log.warn("something", { status: 3, ...({ password: "hush", authorization: "hush" } as object) });
  const { time, ...rest } = JSON.parse(lines[0]!);
  expect(new Date(time).getTime()).not.toBeNaN();
  expect(rest).toEqual({ level: "warn", event: "something", request_id: "r", tenant_id: "t", status: 3 });
});

test("a failed query does not tell its values", () => {
  const error = new DrizzleQueryError("insert into users values (?)", ["hush"], new Error("D1_ERROR: no such table"));
  const fields = errorFields(error);
  expect(fields.error).toBe("Error: D1_ERROR: no such table");
  expect(JSON.stringify(fields)).not.toContain("hush");
});
