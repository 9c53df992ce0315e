import type { ChosenStream, DiscoveredStream } from "#contracts/connectors.ts";
import { problem } from "../../../http/problem.ts";
import type { StreamChoice } from "../airbyte/connections.ts";
import type { AirbyteStream } from "../airbyte/streams.ts";
import type { KnownConnector } from "./known.ts";

/** GA4 names the reports of a second property, and of those after it, by the property too. */
const isRead = (name: string, known: KnownConnector) =>
  known.streams.includes(name) ||
  (known.platform === "ga4" && known.streams.includes(name.replace(/Property\d+$/, "")));

/** Where our model reads none of a connector's streams, all of them are what people want. */
export function discoveredOf(streams: readonly AirbyteStream[], known: KnownConnector): DiscoveredStream[] {
  const read = streams.some(({ name }) => isRead(name, known));
  return streams.map(({ name, columns, syncModes, primaryKey, cursor }) => ({
    name,
    columns: [...columns],
    sync_modes: [...syncModes],
    primary_key: primaryKey.map((path) => [...path]),
    cursor: [...cursor],
    recommended: !read || isRead(name, known),
  }));
}

/** Incrementally where the source can say by itself what is new. */
const usualMode = ({ syncModes, cursor, sourceDefinedCursor }: AirbyteStream): ChosenStream["sync_mode"] =>
  syncModes.includes("incremental_append") && (sourceDefinedCursor || cursor.length > 0)
    ? "incremental_append"
    : "full_refresh_append";

/** What is to be read: as chosen, or what is recommended. 400 names the choice that the source cannot do. */
export function chooseStreams(
  found: readonly AirbyteStream[],
  known: KnownConnector,
  chosen: readonly ChosenStream[] | undefined,
): ChosenStream[] {
  if (!chosen) {
    const recommended = new Set(discoveredOf(found, known).flatMap(({ name, recommended: is }) => (is ? [name] : [])));
    return found
      .filter(({ name }) => recommended.has(name))
      .map((stream) => ({ name: stream.name, sync_mode: usualMode(stream) }));
  }
  const errors = chosen.flatMap(({ name, sync_mode }, at) => {
    const stream = found.find((each) => each.name === name);
    if (!stream) return [{ field: `streams.${at}.name`, message: `the source has no stream ${name}` }];
    if (chosen.findIndex((each) => each.name === name) !== at)
      return [{ field: `streams.${at}.name`, message: `${name} is chosen twice` }];
    if (sync_mode !== "incremental_append" || usualMode(stream) === sync_mode) return [];
    const message = `${name} cannot be read incrementally; choose full_refresh_append`;
    return [{ field: `streams.${at}.sync_mode`, message }];
  });
  if (errors.length > 0) throw problem("invalid-input", { detail: errors[0]!.message, errors });
  return [...chosen];
}

/** As Airbyte is told of them, with the keys and cursors that were discovered. */
export function choicesFor(chosen: readonly ChosenStream[], found: readonly AirbyteStream[]): StreamChoice[] {
  return chosen.map(({ name, sync_mode }) => {
    const stream = found.find((each) => each.name === name);
    const cursorField = sync_mode === "incremental_append" ? (stream?.cursor ?? []) : [];
    return {
      name,
      syncMode: sync_mode,
      ...(cursorField.length > 0 && { cursorField }),
      ...(stream && stream.primaryKey.length > 0 && { primaryKey: stream.primaryKey }),
    };
  });
}
