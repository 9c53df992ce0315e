import { type Connecting, connectSource, worldOf } from "./connect-sample.ts";
import type { NameOf } from "./first-snapshots.ts";
import { loadLater } from "./later-sources.ts";
import { OwnerApi } from "./owner-api.ts";
import { ownerOf } from "./sample-people.ts";
import { SampleRecord } from "./sample-record.ts";
import { type SampleSource, sampleSources } from "./sample-sources.ts";
import type { Settings } from "./settings.ts";
import type { WorkerApi } from "./worker-api.ts";

export interface SampleLoad {
  readonly sources: readonly SampleSource[];
  readonly nameOf: NameOf;
  readonly isComplete: () => boolean;
  /** Names of the sources that no start has connected yet. */
  readonly toCome: () => string[];
  /** Connects what a start waits for. */
  readonly connectFirst: () => Promise<void>;
  /** Brings in everything else, and tells of it. */
  readonly loadLater: () => Promise<void>;
}

/** The sources of the sample, and how far earlier starts have come with them. */
export async function openSample(settings: Settings, worker: WorkerApi, ending: AbortSignal): Promise<SampleLoad> {
  const { first, later } = sampleSources(settings.sample);
  const sources = [...first, ...later];
  const record = await SampleRecord.open(settings);
  const owners = new Map(
    sources.map(({ tenantId }) => [tenantId, new OwnerApi(settings.urls.worker, ownerOf({ id: tenantId, label: "" }))]),
  );
  const connecting: Connecting = {
    record,
    ownerOf: (tenantId) => owners.get(tenantId)!,
    ...(await worldOf(settings)),
    ending,
  };
  return {
    sources,
    nameOf: (id) => sources.find((source) => record.find(source)?.connection_id === id)?.title ?? id,
    toCome: () => sources.filter((source) => !record.find(source)).map(({ title }) => title),
    isComplete: () => sources.every((source) => record.isLoaded(source)),
    async connectFirst() {
      await Promise.all(first.map((source) => connectSource(connecting, source)));
    },
    loadLater: () => loadLater(connecting, worker, sources),
  };
}
