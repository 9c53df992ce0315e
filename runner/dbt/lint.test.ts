import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const bin = join(process.env.PYTHON_HOME ?? join(root, ".local/python"), "venvs", "dbt-quality", "bin");

/** sqlfluff renders each model as dbt does and then reads its SQL: a minute or two, too long for the quick check. */
test("all SQL is written as dbt/.sqlfluff says", { timeout: 1_200_000 }, async () => {
  const work = await mkdtemp(join(tmpdir(), "lint-"));
  try {
    const env = { ...process.env, DBT_TARGET_PATH: join(work, "target"), DBT_LOG_PATH: join(work, "logs") };
    const words = ["lint", ".", "--disable-progress-bar", "--processes", "2"];
    const options = { cwd: join(root, "dbt"), env, maxBuffer: 2 ** 26 };
    const { stdout, code } = await promisify(execFile)(join(bin, "sqlfluff"), words, options).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error: { stdout: string; code: number }) => error,
    );
    expect(stdout.split("\n").filter((line) => /FAIL|^L:/.test(line))).toEqual([]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("All Finished")]);
  } finally {
    await rm(work, { recursive: true });
  }
});

/** DuckDB 1.5.5 lost the whole database, once in some thousand times, when such a window had few rows; the count can always be had otherwise. */
test("no SQL has a window over all rows", async () => {
  const texts = await sqlOfDbt();
  expect(texts.filter(([, text]) => /\bover\s*\(\s*\)/i.test(text)).map(([name]) => name)).toEqual([]);
});

/** What asks for today is left out of a build on the same day: `touched.py` has to know where days are asked for. */
test("today is asked for where the tenant is and where Google counts searches, and nowhere else", async () => {
  const texts = await sqlOfDbt();
  const asked = texts.flatMap(([, text]) =>
    [...text.matchAll(/as_of_day\(((?:[^()]|\(\))*)\)/g)].map(([, zone]) => zone),
  );
  expect([...new Set(asked)].sort()).toEqual(["", "search_console_time_zone()", "time_zone", "time_zone=none", "zone"]);
  const days = texts.find(([name]) => name === join("macros", "days.sql"))?.[1];
  const googles = days?.match(/macro search_console_time_zone\(\) -%} (\S+) {%-/)?.[1];
  expect(await readFile(join(root, "runner", "dbt", "touched.py"), "utf8")).toContain(
    `(variables["time_zone"], "${googles}")`,
  );
});

async function sqlOfDbt(): Promise<readonly (readonly [string, string])[]> {
  const folder = join(root, "dbt");
  const ours = /^(models|macros|tests|snapshots)\b.*\.(sql|yml)$/;
  const names = (await readdir(folder, { recursive: true })).filter((name) => ours.test(name));
  expect(names.length).toBeGreaterThan(100);
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const));
}
