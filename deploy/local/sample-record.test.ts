import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { SampleRecord } from "./sample-record.ts";
import { sampleSources } from "./sample-sources.ts";
import { readSettings } from "./settings.ts";

test("what was connected side by side is known to the next start, and what was not is not", async () => {
  const state = await mkdtemp(join(tmpdir(), "adinsights-record-"));
  onTestFinished(() => rm(state, { recursive: true }));
  const settings = readSettings({ LOCAL_STATE: state });
  const { first, later } = sampleSources({ seed: 1, sources: "all" });

  const record = await SampleRecord.open(settings);
  expect(record.find(first[0]!)).toBeUndefined();
  await Promise.all(first.map((source, at) => record.connected(source, `connection-${at}`)));
  await record.loaded(first[1]!);

  const again = await SampleRecord.open(settings);
  expect(first.map((source) => again.find(source)?.connection_id)).toEqual(first.map((_, at) => `connection-${at}`));
  expect(first.map((source) => again.isLoaded(source))).toEqual(first.map((_, at) => at === 1));
  expect(later.filter((source) => again.find(source))).toEqual([]);
});

test("every tenant has Meta and TikTok before a start is ready, and one has everything in the end", () => {
  const { first, later } = sampleSources({ seed: 1, sources: "all" });
  const of = (tenantId: string) =>
    [...first, ...later].filter((each) => each.tenantId === tenantId).map(({ platform }) => platform);
  expect(of("kingston-harbour")).toEqual(["meta", "tiktok"]);
  expect(of("blue-mountain").sort()).toEqual([
    "ga4",
    "google_ads",
    "linkedin",
    "meta",
    "microsoft_ads",
    "search_console",
    "tiktok",
  ]);
});
