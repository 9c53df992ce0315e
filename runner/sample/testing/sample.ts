import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WORLD_TIME_ZONE } from "../config.ts";
import { createSampleServer, type SampleServer } from "../server.ts";
import { addDays, dateIn } from "../world/calendar.ts";
import type { RegionTruthRow, TruthRow } from "../world/truth.ts";

/** A sample platform on a free port, six days behind the calendar so that it can move. */
export const startSample = (days: number): Promise<SampleServer> =>
  createSampleServer(
    {
      port: 0,
      stateFolder: mkdtempSync(join(tmpdir(), "sample-")),
      days,
      scale: "small",
      seed: 1,
      today: addDays(dateIn(WORLD_TIME_ZONE, new Date()), -6),
    },
    { quiet: true },
  );

// biome-ignore lint/suspicious/noExplicitAny: tests read the platforms' answers as they come
export async function getJson(url: string, headers: Record<string, string> = {}): Promise<any> {
  return (await fetch(url, { headers })).json();
}

/** Status and body of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: see getJson
export const answerOf = async (response: Response): Promise<[number, any]> => [response.status, await response.json()];

export async function tell(sample: SampleServer, path: string, body: unknown, method = "POST"): Promise<Response> {
  return fetch(sample.url + path, { method, body: JSON.stringify(body) });
}

export const dailyTruth = async (sample: SampleServer, tenant: string): Promise<TruthRow[]> =>
  (await getJson(`${sample.url}/truth/daily?tenant=${tenant}`)).rows;

export const regionTruth = async (sample: SampleServer, tenant: string): Promise<RegionTruthRow[]> =>
  (await getJson(`${sample.url}/truth/regions?tenant=${tenant}`)).rows;
