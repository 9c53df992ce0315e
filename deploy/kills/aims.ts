export const victims = ["connector", "airbyte", "worker", "runner"] as const;
export type Victim = (typeof victims)[number];

/** A moment to strike at: up to `withinMs` after the next `after`; without that, up to `withinMs` from now. */
export interface Aim {
  readonly after?: string;
  readonly withinMs: number;
  /** For how long to wait for `after`, unless it is as long as for others. */
  readonly patienceMs?: number;
}

/** Of 100 kills, about so many. Workers and runners take seconds to come back, and must have time to do something in between. */
export const shares: Readonly<Record<Victim, number>> = { connector: 40, airbyte: 36, worker: 12, runner: 12 };

/** How long one must have run before it is struck (again), at least and at most; the rest is drawn. */
export const livesMs: Readonly<Record<Victim, readonly [least: number, most: number]>> = {
  connector: [0, 0],
  airbyte: [0, 2500],
  worker: [500, 4000],
  runner: [2500, 9000],
};

export const aims: Readonly<Record<Victim, readonly Aim[]>> = {
  connector: [
    { after: "connector:check", withinMs: 60 },
    { after: "connector:discover", withinMs: 60 },
    { after: "connector:start", withinMs: 30 },
    { after: "connector:records", withinMs: 250 },
    { after: "connector:last", withinMs: 20 },
    { after: "real", withinMs: 4000, patienceMs: 5000 },
  ],
  airbyte: [
    { withinMs: 2000 },
    { after: "asked", withinMs: 150 },
    { after: "connector:check", withinMs: 100 },
    { after: "connector:records", withinMs: 250 },
    { after: "lake:temporary", withinMs: 5 },
    { after: "lake:temporary", withinMs: 60 },
    { after: "lake:last", withinMs: 20 },
    { after: "lake:last", withinMs: 40 },
    { after: "lake:final", withinMs: 2 },
    { after: "lake:final", withinMs: 30 },
    { after: "airbyte:sync.ended", withinMs: 2 },
  ],
  worker: [
    { withinMs: 2000 },
    { after: "asked", withinMs: 60 },
    { after: "asked", withinMs: 500 },
    { after: "airbyte:sync.ended", withinMs: 5 },
    { after: "runner:run.leased", withinMs: 500 },
    { after: "shard", withinMs: 20 },
    { after: "shard", withinMs: 150 },
  ],
  runner: [
    { withinMs: 2000 },
    { after: "runner:run.leased", withinMs: 400 },
    { after: "runner:run.step:build", withinMs: 3000 },
    { after: "runner:run.step:snapshot", withinMs: 150 },
    { after: "runner:run.step:upload", withinMs: 40 },
    { after: "runner:run.step:upload", withinMs: 400 },
  ],
};

/** What there is to be hit in each; all that was hit beyond that is told, too. */
export const phases: Readonly<Record<Victim, readonly string[]>> = {
  connector: ["check", "discover", "start", "records", "last", "real read"],
  airbyte: [
    "checking",
    "reading",
    "records on disk",
    "writing Parquet",
    "landing noted",
    "between renames",
    "notifying",
  ],
  worker: [
    "sync asked for",
    "claimed, no job",
    "job under way",
    "job ended, not noted",
    "notification under way",
    "transform under way",
    "shards coming in",
  ],
  runner: ["leased", "build", "snapshot", "upload"],
};
