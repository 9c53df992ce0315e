import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { demo } from "#contracts/demo.ts";
import { Manifest, storedValues } from "#contracts/snapshot.ts";
import { openForTest } from "./worker-reader.fixture.ts";

const folder = fileURLToPath(new URL(`../../web/public/${demo.folder}/`, import.meta.url));

test("the demo dataset that ships is whole, is the one that is spoken of, and can be read", async () => {
  const manifest = Manifest.parse(JSON.parse(await readFile(`${folder}manifest`, "utf8")));
  expect(manifest).toMatchObject({
    tenant_id: demo.tenantId,
    snapshot_id: demo.snapshotId,
    coverage: { end_date: demo.lastDay },
  });
  const stored = storedValues(manifest);
  expect((await readdir(folder)).sort()).toEqual(["manifest", ...stored.map(({ name }) => name)].sort());
  for (const { name, bytes, sha256 } of stored) {
    const file = await readFile(folder + name);
    expect({ name, bytes: file.byteLength, sha256: createHash("sha256").update(file).digest("hex") }).toEqual({
      name,
      bytes,
      sha256,
    });
  }
  const snapshot = await openForTest(manifest, (name) => readFile(folder + name));
  const [days] = await snapshot.dated("platform_days", demo.lastDay, demo.lastDay);
  expect(days!.day.at(-1)).toBe(Date.parse(demo.lastDay) / 86_400_000);
  expect(new Set((await snapshot.dimension("campaigns")).platform).size).toBe(5);
});
