import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../../deploy/local/settings.ts";
import { app } from "./client.ts";

/** Every text in the installation's secrets that is long enough to be one. */
function secretTexts(value: unknown): string[] {
  if (typeof value === "string") return value.length >= 20 ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  // Of a key only `d` is secret; the rest is public by nature.
  const entries = Object.entries(value).filter(([name]) => !("d" in value) || name === "d");
  return entries.flatMap(([, inner]) => secretTexts(inner));
}

test("neither the terminal nor a log shows a secret", async () => {
  const own = secretTexts(JSON.parse(readFileSync(join(app.state, "secrets", "secrets.json"), "utf8")));
  const world = (await (await fetch(`${app.ready.sample_url}/world`)).text()).match(/[A-Za-z0-9]{40,}/g) ?? [];
  expect(own.length).toBeGreaterThan(5);
  expect(world.length).toBeGreaterThan(2);
  const logs = readdirSync(join(app.state, "logs"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".log"),
  );
  expect(logs).toEqual(expect.arrayContaining(["worker.log", "runner.log", "airbyte.log", "sample.log"]));
  const texts = new Map([
    ["terminal", app.output],
    ...logs.map((name) => [name, readFileSync(join(app.state, "logs", name), "utf8")] as const),
  ]);
  for (const [name, text] of texts)
    for (const secret of [...own, ...world])
      expect(text.includes(secret), `${name} shows a secret that starts with ${secret.slice(0, 4)}`).toBe(false);
});

test("starting leaves the checkout as it was", () => {
  const made = execFileSync("git", ["status", "--porcelain", "--ignored=no", "--untracked-files=all"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(made.split("\n").filter((line) => /\.local|\.wrangler|dist\/|target\/|\.pyc/.test(line))).toEqual([]);
});

test("a second start with the same state is refused in one clear line", () => {
  const env = { ...process.env, LOCAL_STATE: app.state, PORT: String(app.port), PYTHON_HOME: process.env.PYTHON_HOME };
  const run = () => execFileSync("npm", ["start"], { cwd: root, env, encoding: "utf8", stdio: "pipe" });
  expect(run).toThrow(/already runs with this state folder/);
});

test("a setting that does not fit is named", () => {
  const env = { ...process.env, LOCAL_STATE: app.state, SAMPLE_SCALE: "huge" };
  expect(() => execFileSync("npm", ["start"], { cwd: root, env, encoding: "utf8", stdio: "pipe" })).toThrow(
    /SAMPLE_SCALE=huge/,
  );
});
