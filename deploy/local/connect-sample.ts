import { z } from "zod";
import { platformFacts } from "#contracts/platform-facts.ts";
import { hourly } from "#contracts/schedules.ts";
import { dayNumber } from "../../runner/sample/world/calendar.ts";
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
  /** Days by which the world is behind the real date beyond the usual one: connectors count look-back from the real date. */
  readonly lagDays: number;
  /** Aborted when everything is stopped. */
  readonly ending: AbortSignal;
}

const World = z.object({ first_day: z.iso.date(), today: z.iso.date(), latest_possible_day: z.iso.date() });

export async function worldOf(settings: Settings): Promise<Pick<Connecting, "startDate" | "lagDays">> {
  const world = World.parse(await (await fetch(`${settings.urls.sample}/world`)).json());
  const behind = dayNumber(world.latest_possible_day) - dayNumber(world.today);
  return { startDate: world.first_day, lagDays: behind > 1 ? behind + 1 : 0 };
}

/** Connects a source as its owner would, unless it is: by an earlier start, one that was cut off before its record, or somebody. */
export async function connectSource(connecting: Connecting, source: SampleSource): Promise<void> {
  const { record, ownerOf, startDate, lagDays } = connecting;
  if (record.find(source)) return;
  const owner = ownerOf(source.tenantId);
  const { name, platform, sourceType } = source;
  const there = (await owner.connections()).find((each) => each.platform === platform);
  const id =
    there?.id ??
    (await owner.connect({
      source_type: sourceType,
      name,
      configuration: source.configuration(startDate),
      history_from: startDate,
      look_back_days: lagDays > 0 ? platformFacts[platform].attributionDays + lagDays : null,
      schedule: hourly,
    }));
  await record.connected(source, id);
}

/** Asks for a connector that is not there. All are asked for at once, so that the page tells which are to come. */
export async function install(owner: OwnerApi, { sourceType }: SampleSource): Promise<void> {
  const status = (await owner.connectors()).find(({ source_type }) => source_type === sourceType)?.status;
  if (status === "not_installed" || status === "failed") await owner.install(sourceType);
}

/** Waits until the connector is there; they are installed one after the other. */
export async function installed(owner: OwnerApi, { sourceType }: SampleSource): Promise<void> {
  const failure = await until(`connector ${sourceType}`, installMs, () => outcome(owner, sourceType), 1000);
  if (failure.detail !== null) throw new Error(failure.detail);
}

async function outcome(owner: OwnerApi, sourceType: string): Promise<{ readonly detail: string | null } | null> {
  const connector = (await owner.connectors()).find(({ source_type }) => source_type === sourceType);
  if (connector?.status === "ready") return { detail: null };
  return connector?.status === "failed" ? { detail: connector.status_detail ?? "it could not be installed" } : null;
}
