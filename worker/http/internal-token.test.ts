import { exportJWK, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import { startApp } from "../testing/harness.ts";
import { internalToken } from "../testing/tokens.ts";
import { internalTokens } from "./internal-token.ts";
import { ProblemError } from "./problem.ts";

const app = startApp();
const tokens = internalTokens(app.services.config, app.clock);

async function kindOf(token: string): Promise<string> {
  try {
    await tokens.verify(`Bearer ${token}`, "runner");
    return "let through";
  } catch (error) {
    if (error instanceof ProblemError) return error.kind;
    throw error;
  }
}

test("a good token gives who calls", async () => {
  expect(await tokens.verify(`Bearer ${await internalToken(app, "runner")}`, "runner")).toBe("test-runner");
});

test("every claim is looked at", async () => {
  expect(await kindOf(await internalToken(app, "runner", { audience: "somebody" }))).toBe("unauthenticated");
  expect(await kindOf(await internalToken(app, "runner", { issuer: "adinsights-operator" }))).toBe("unauthenticated");
  expect(await kindOf(await internalToken(app, "runner", { lifetime: -10 }))).toBe("unauthenticated");
  expect(await kindOf(await internalToken(app, "runner", { lifetime: 600 }))).toBe("unauthenticated");
  expect(await kindOf(await internalToken(app, "operator"))).toBe("forbidden");
});

test("a key cannot claim another key's scope", async () => {
  const claims = { scope: "operator", issuer: "adinsights-operator" };
  expect(await kindOf(await internalToken(app, "runner", claims))).toBe("unauthenticated");
  const asRunner = { scope: "runner", issuer: "adinsights-runner" };
  expect(await kindOf(await internalToken(app, "operator", asRunner))).toBe("unauthenticated");
});

test("a key that we do not know signs nothing, even under a known name", async () => {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: app.env.TEST_KEYS.runner.kid! };
  expect(await kindOf(await internalToken(app, "runner", { key }))).toBe("unauthenticated");
  expect(await kindOf(await internalToken(app, "runner", { key: { ...key, kid: "unknown" } }))).toBe("unauthenticated");
});
