import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { serveDocs } from "./docs-server.ts";
import { buildDocs } from "./docs-site.ts";
import { makeConfig, quiet } from "./lake.fixture.ts";

const run = promisify(execFile);
const local = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const quality = (program: string) =>
  join(process.env.PYTHON_HOME ?? local(".local/python"), "venvs", "dbt-quality", "bin", program);

let config: Awaited<ReturnType<typeof makeConfig>>;
let site: string;
beforeAll(async () => {
  config = await makeConfig();
  site = await buildDocs(config, quiet, new AbortController().signal);
}, 900_000);
afterAll(() => config.remove());

test("the runner serves the site on loopback, and nothing beside it", async () => {
  const server = await serveDocs(config.state, 0);
  try {
    const { address, port } = server.address() as AddressInfo;
    expect(address).toBe("127.0.0.1");
    const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
    const page = await ask("/docs/dbt");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain("api_performance_daily");
    expect((await ask("/docs/dbt/manifest.json", { method: "HEAD" })).status).toBe(200);
    for (const path of ["/", "/docs/dbt/../nobody", "/docs/dbt/%2e%2e%2fnobody", "/docs/dbt/.index.html"])
      expect((await ask(path)).status, path).toBe(404);
    expect((await ask("/docs/dbt/", { method: "POST" })).status).toBe(405);
  } finally {
    server.close();
    await once(server, "close");
  }
});

test("where no site is built the answer says how to build one", async () => {
  const server = await serveDocs(join(config.state, "elsewhere"), 0);
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/docs/dbt/`);
  expect([answer.status, await answer.text()]).toEqual([404, "Not built yet: npm run dbt -- docs\n"]);
  server.close();
});

/** A program of the venv for quality, which reads what the site is made of. Throws what it said. */
const judge = (program: string, words: readonly string[], cwd: string) =>
  run(quality(program), words, { cwd, env: { ...process.env, COLUMNS: "200" } }).catch((error) => {
    throw new Error(`${program}: ${error.stdout}${error.stderr}`);
  });

const Coverage = z.object({ coverage: z.number(), covered: z.number() });
test("every column of every model is described, as dbt-coverage counts them", async () => {
  const report = join(site, "coverage.json");
  await judge("dbt-coverage", ["compute", "doc", "--run-artifacts-dir", site, "--cov-report", report], site);
  const { coverage, covered } = Coverage.parse(JSON.parse(await readFile(report, "utf8")));
  expect(covered).toBeGreaterThan(1000);
  expect(coverage).toBe(1);
});

test("every model keeps the rules of dbt-bouncer.yml: layers, names, keys, words and contracts", async () => {
  const rules = await readFile(join(config.project, "dbt-bouncer.yml"), "utf8");
  const file = join(site, "dbt-bouncer.yml");
  await writeFile(file, rules.replace("dbt_artifacts_dir: target", `dbt_artifacts_dir: ${JSON.stringify(site)}`));
  const { stdout } = await judge("dbt-bouncer", ["run", "--config-file", file], site);
  expect(Number(/SUCCESS=(\d+)/.exec(stdout)?.[1])).toBeGreaterThan(1000);
  expect(stdout).toContain("WARN=0 ERROR=0");
});
