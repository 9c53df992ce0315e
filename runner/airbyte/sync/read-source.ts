import { dated, datedStreams, undated } from "../connector/dated.ts";
import { definitionOf, REPLAY } from "../connector/definitions.ts";
import { ConnectorFailure } from "../connector/failure.ts";
import type { Catalog, JsonSchema } from "../connector/messages.ts";
import { runConnector } from "../connector/process.ts";
import { createCensor, secretValues } from "../connector/secrets.ts";
import { parseExactly } from "../exact-json.ts";
import type { Peaks } from "../limits/guard.ts";
import { messageOf } from "../log.ts";
import { createSpool, type SpooledStream } from "../records/spool.ts";
import type { Services } from "../services.ts";
import type { Connection } from "../store/connections.ts";
import type { DayRange } from "../store/jobs.ts";
import type { StreamState } from "../store/landings.ts";
import type { Configuration, Source } from "../store/sources.ts";
import { type ConfiguredStream, configuredCatalog, configuredStreams } from "./configured-catalog.ts";
import { connectorConfiguration } from "./connector-configuration.ts";
import type { JobLog } from "./job-log.ts";
import { lookBackDays, movedBack, notBehind } from "./look-back.ts";
import { createReading } from "./read-connector.ts";
import { readReplay } from "./read-replay.ts";
import { rediscover } from "./rediscover.ts";

export interface SourceRead {
  readonly spooled: readonly SpooledStream[];
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  readonly states: readonly StreamState[];
  /** Streams that were asked for; also those that had no record. */
  readonly names: readonly string[];
  /** Streams that came to their end although the whole may not have. */
  readonly completed: ReadonlySet<string>;
  /** Set when the read did not succeed; nothing of it may land. */
  readonly failure: unknown;
}

export interface ReadOrder {
  readonly source: Source;
  readonly connection: Connection;
  readonly jobId: number;
  /** Only these days, whatever was read before; null: what is new since then. */
  readonly range: DayRange | null;
  readonly folder: string;
  readonly log: JobLog;
  readonly signal: AbortSignal;
  readonly peaks: Peaks;
}

/** Reads a source into a spool. Failures are part of the answer, since the counts of what was read are wanted all the same. */
export async function readSource(services: Services, order: ReadOrder): Promise<SourceRead> {
  if (order.source.sourceType === REPLAY) return replay(services, order);
  const { catalog, source } = await withCatalog(services, order);
  const configured = configuredStreams(order.connection, catalog);
  const streams = order.range ? datedStreams(source.sourceType, configured, catalog) : configured;
  if (streams.length === 0) throw new ConnectorFailure("config", "the connection has no stream that the source knows");
  return runRead(services, { ...order, source }, catalog, streams);
}

async function replay(services: Services, { source, folder, signal }: ReadOrder): Promise<SourceRead> {
  const fileId = String(source.configuration.fileId);
  const path = services.replayFiles.pathOf(fileId);
  if (!path) throw new ConnectorFailure("config", `configuration.fileId: there is no uploaded file ${fileId}`);
  const spool = await createSpool(folder);
  const failure = await failureOf(() => readReplay(path, spool, signal));
  const spooled = await spool.close();
  const names = spooled.map(({ name }) => name);
  return { spooled, schemas: new Map(), states: [], names, completed: new Set(), failure };
}

async function runRead(
  { host, store, connectors, slots }: Services,
  { source, connection, jobId, range, folder, log, signal, peaks }: ReadOrder,
  catalog: Catalog,
  streams: readonly ConfiguredStream[],
): Promise<SourceRead> {
  const definition = definitionOf(source.sourceType);
  if (!definition) throw new ConnectorFailure("config", `there is no connector for ${source.sourceType}`);
  const spec = await connectors.specFor(definition, source.configuration);
  const hide = (configuration: Configuration) =>
    log.censorWith(createCensor(secretValues(configuration, spec).values()));
  hide(source.configuration);

  const wanted = range && dated(source.sourceType, source.configuration, range);
  const schemas = new Map(catalog.streams.map((stream) => [stream.name, stream.json_schema]));
  const spool = await createSpool(folder);
  const reading = createReading(source.sourceType, spool, log, (changed) => {
    hide(changed);
    const configuration = wanted ? undated(changed, source.configuration, wanted) : changed;
    store.sources.keepConfiguration(source.id, { ...configuration, sourceType: source.sourceType });
  });
  // A backfill neither goes on from the state nor moves it.
  const incremental = new Set(
    range ? [] : streams.flatMap((s) => (s.syncMode === "incremental_append" ? [s.name] : [])),
  );
  const known = store.landings.statesOf(connection.id).filter(({ stream }) => incremental.has(stream));
  const { lookBack } = definition;
  const goOnFrom = (state: unknown) =>
    lookBack ? movedBack(state, lookBack, lookBackDays(lookBack, source.configuration)) : state;
  const toKeep = (told: StreamState): StreamState => {
    const before = known.find(({ stream, namespace }) => stream === told.stream && namespace === told.namespace);
    if (!lookBack || !before) return told;
    return {
      ...told,
      state: JSON.stringify(notBehind(parseExactly(before.state), parseExactly(told.state), lookBack)),
    };
  };
  const files = {
    config: connectorConfiguration({ ...source.configuration, ...wanted?.settings }),
    catalog: configuredCatalog(streams, catalog, jobId),
    ...(known.length > 0 && { state: known.map(({ state }) => goOnFrom(parseExactly(state))) }),
  };
  const failure = await failureOf(async () => {
    const exit = await slots.use("background", signal, () =>
      // Within the job's folder, what the connector writes beside its records counts as the job's, and goes with it.
      runConnector(
        { ...host, privateFolder: folder, readUntil: wanted?.until },
        definition,
        "read",
        files,
        { ...reading, peaks },
        signal,
      ),
    );
    reading.conclude(exit);
  });
  return {
    spooled: await spool.close(),
    schemas,
    states: [...reading.states.values()].filter(({ stream }) => incremental.has(stream)).map(toKeep),
    names: streams.map(({ name }) => name),
    completed: reading.completed,
    failure,
  };
}

/**
 * A source whose streams nobody has discovered is asked for them; now and then it is asked again, so that what a platform changes is seen. Its
 * configuration may change meanwhile, when a token is rotated.
 */
async function withCatalog(
  services: Services,
  { source, log }: Pick<ReadOrder, "source" | "log">,
): Promise<{ catalog: Catalog; source: Source }> {
  const { catalog: known } = source;
  if (known && Date.now() - source.discoveredAt < services.config.discoverMs) return { catalog: known, source };
  const found = await rediscover(services, source).catch((error: unknown) => {
    if (!known) throw error;
    log.write("WARN", `the streams could not be discovered again, so those of before are read: ${messageOf(error)}`);
    return known;
  });
  if (!found) throw new ConnectorFailure("config", `there is no connector for ${source.sourceType}`);
  return { catalog: found, source: services.store.sources.get(source.id) ?? source };
}

const failureOf = (work: () => Promise<void>): Promise<unknown> =>
  work().then(
    () => undefined,
    (error: unknown) => error ?? new Error("unknown"),
  );
