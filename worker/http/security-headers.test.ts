import { expect, test } from "vitest";
import { defineEndpoint } from "#contracts/endpoint.ts";
import { csvStream } from "../csv/csv.ts";
import { startApp } from "../testing/harness.ts";
import { reply } from "./reply.ts";
import { publicRoute } from "./route.ts";

const file = defineEndpoint({
  name: "file",
  method: "get",
  path: "/api/file.csv",
  summary: "a file",
  access: "public",
  text: "text/csv",
});
async function* noPages(): AsyncGenerator<never> {}
const app = startApp({ routes: [publicRoute(file, async () => reply({ stream: csvStream(["a"], noPages()) }))] });

test("every answer carries the policy: files, problems and pages", async () => {
  for (const path of ["/api/file.csv", "/api/none/", "/", "/dashboards/campaigns"]) {
    const { headers } = await app.fetch(path);
    const policy = headers.get("content-security-policy")!.split("; ");
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self' data: https:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy.join()).not.toMatch(/unsafe|\*/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
    expect(headers.has("x-powered-by")).toBe(false);
  }
});

test("a file keeps its type and is stored by nobody", async () => {
  const { headers } = await app.fetch("/api/file.csv");
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store");
});

test("development sends no HSTS", async () => {
  const local = startApp({ env: { ENVIRONMENT: "development" } });
  expect((await local.fetch("/api/none/")).headers.has("strict-transport-security")).toBe(false);
});
