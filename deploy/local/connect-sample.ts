import { z } from "zod";
import { hourly } from "#contracts/schedules.ts";
import type { OwnerApi } from "./owner-api.ts";
import type { SampleRecord } from "./sample-record.ts";
import type { SampleSource } from "./sample-sources.ts";
import type { Settings } from "./settings.ts";
import { until } from "./wait.ts";

const installMs = 600_000;

export interface Connecting {
  readonly record: SampleRecord;
  readonly ownerOf: (tenantId: string) => OwnerApi;
  /** First day of the sample world, where each history begins. */
  readonly startDate: string;
  /** Aborted when everything is stopped. */
  readonly ending: AbortSignal;
}

export async function firstDayOf(settings: Settings): Promise<string> {
  const world = await (await fetch(`${settings.urls.sample}/world`)).json();
  return z.object({ first_day: z.iso.date() }).parse(world).first_day;
}

/** Connects a source as its owner would, unless an earlier start did. A start that was cut off may have, without a record of it. */
export async function connectSource({ record, ownerOf, startDate }: Connecting, source: SampleSource): Promise<void> {
  if (record.find(source)) return;
  const owner = ownerOf(source.tenantId);
  const { name, platform, sourceType } = source;
  const there = (await owner.connections()).find((each) => each.platform === platform && each.name === name);
  const id =
    there?.id ??
    (await owner.connect({
      source_type: sourceType,
      name,
      configuration: source.configuration(startDate),
      history_from: startDate,
      schedule: hourly,
    }));
  await record.connected(source, id);
}

/** Asks for the connector and waits until it is installed; connectors are installed one after the other. */
export async function installed(owner: OwnerApi, { sourceType }: SampleSource): Promise<void> {
  await until(
    `connector ${sourceType}`,
    installMs,
    async () => {
      const connector = (await owner.connectors()).find(({ source_type }) => source_type === sourceType);
      if (connector?.status === "failed") return { failed: connector.status_detail };
      return connector?.status === "ready" ? { failed: null } : null;
    },
    1000,
  ).then(({ failed }) => {
    if (failed !== null) throw new Error(failed);
  });
}
