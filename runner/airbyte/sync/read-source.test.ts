import { expect, test } from "vitest";
import { sourceTypeOf } from "../../sample/connectors.ts";
import type { Connectors } from "../connector/operations.ts";
import { createServices } from "../services.ts";
import { testFolder } from "../testing/start.ts";
import { openJobLog } from "./job-log.ts";
import { readSource } from "./read-source.ts";

test("a token that is rotated while the streams are discovered stays rotated", async () => {
  await using folder = testFolder();
  const services = createServices(folder.config, () => {});
  const { sources } = services.store;
  const sourceType = sourceTypeOf.meta;
  const source = sources.create({
    workspaceId: services.store.workspaces.create("w", {}).id,
    name: "s",
    sourceType,
    configuration: { sourceType, token: "old" },
    catalog: null,
  });
  const discover: Connectors["discover"] = async () => {
    sources.keepConfiguration(source.id, { sourceType, token: "rotated" });
    return { streams: [] };
  };
  const read = readSource(
    { ...services, connectors: { ...services.connectors, discover } },
    {
      source,
      connection: { streams: null } as never,
      jobId: 1,
      range: null,
      folder: folder.path,
      log: await openJobLog(folder.path, 1),
      signal: new AbortController().signal,
      peaks: { memoryBytes: 0, diskBytes: 0 },
    },
  );
  await expect(read).rejects.toThrow("no stream");
  expect(sources.get(source.id)).toMatchObject({ configuration: { token: "rotated" }, catalog: { streams: [] } });
  services.store.close();
});
