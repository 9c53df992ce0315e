import type { Catalog, CatalogStream } from "../connector/messages.ts";
import type { Connection, StreamChoice } from "../store/connections.ts";

export interface ConfiguredStream extends StreamChoice {
  readonly syncMode: "full_refresh_append" | "incremental_append";
}

const isIncremental = (stream: CatalogStream): boolean => stream.supported_sync_modes.includes("incremental");

/** What a connection syncs: its own choice, or all that the source has, each incrementally where it can be. */
export function configuredStreams(connection: Pick<Connection, "streams">, catalog: Catalog): ConfiguredStream[] {
  const choices = connection.streams ?? catalog.streams.map(({ name }) => ({ name }));
  const known = new Map(catalog.streams.map((stream) => [stream.name, stream]));
  return choices.flatMap((choice: StreamChoice) => {
    const stream = known.get(choice.name);
    if (!stream) return [];
    const fallback = isIncremental(stream) ? "incremental_append" : "full_refresh_append";
    return [{ ...choice, syncMode: choice.syncMode ?? fallback }];
  });
}

/** The first choice that the source cannot do, as `<field>: <reason>`. */
export function unfitChoice(choices: readonly StreamChoice[], catalog: Catalog): string | undefined {
  for (const [at, choice] of choices.entries()) {
    const stream = catalog.streams.find(({ name }) => name === choice.name);
    const field = `configurations.streams.${at}`;
    if (!stream) return `${field}.name: the source has no stream ${choice.name}`;
    if (choice.syncMode === "incremental_append" && !isIncremental(stream))
      return `${field}.syncMode: stream ${choice.name} cannot be read incrementally, use full_refresh_append`;
  }
  return undefined;
}

/** The `--catalog` of a connector's `read`. */
export function configuredCatalog(streams: readonly ConfiguredStream[], catalog: Catalog, jobId: number): unknown {
  const configured = streams.map((choice) => {
    const stream = catalog.streams.find(({ name }) => name === choice.name);
    return {
      stream,
      sync_mode: choice.syncMode === "incremental_append" ? "incremental" : "full_refresh",
      destination_sync_mode: "append",
      cursor_field: choice.cursorField ?? stream?.default_cursor_field ?? [],
      primary_key: choice.primaryKey ?? stream?.source_defined_primary_key ?? [],
      generation_id: 0,
      minimum_generation_id: 0,
      sync_id: jobId,
    };
  });
  return { streams: configured };
}
