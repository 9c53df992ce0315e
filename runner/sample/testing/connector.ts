import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definitionOf } from "../../airbyte/connector/definitions.ts";
import { runConnector } from "../../airbyte/connector/process.ts";
import { testLimits, venvs } from "../../airbyte/testing/start.ts";
import { standInHosts } from "../connectors.ts";
import type { SampleServer } from "../server.ts";
import type { StreamSpec } from "../stream-spec.ts";

/** Numbers that JavaScript cannot hold, TikTok's ids, stay as they are written. */
const exactly = (_: string, value: unknown, context: { source?: string }): unknown =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) ? context.source : value;

// biome-ignore lint/suspicious/noExplicitAny: protocol messages are read as they come
type Message = any;

/** Runs a command of a real connector against the sample platform and gives back its messages; throws when it ends badly. */
export async function runReal(
  sample: SampleServer,
  sourceType: string,
  command: "check" | "discover" | "read",
  files: Record<string, unknown>,
): Promise<Message[]> {
  const messages: Message[] = [];
  const host = {
    venvs,
    privateFolder: mkdtempSync(join(tmpdir(), "connector-")),
    standIns: standInHosts(sample.url),
    stallMs: 240_000,
    limits: testLimits,
  };
  const line = (text: Buffer): void => {
    messages.push((JSON.parse as (text: string, reviver: typeof exactly) => Message)(text.toString(), exactly));
  };
  const definition = definitionOf(sourceType)!;
  const signal = AbortSignal.timeout(240_000);
  const exit = await runConnector(host, definition, command, files, { line, errorText: () => {} }, signal);
  if (exit.code === 0) return messages;
  const error = messages.find((message) => message.trace?.type === "ERROR")?.trace.error.message;
  throw new Error(`${sourceType} ${command} ended with ${exit.code ?? exit.signal}: ${error ?? "no message"}`);
}

/** A configured catalog of these streams, with the schemas that the connector itself discovered. */
export function configured(discovered: Message[], streams: readonly StreamSpec[]): unknown {
  const { catalog } = discovered.find((message) => message.type === "CATALOG");
  return {
    streams: streams.map((spec) => ({
      stream: catalog.streams.find((stream: { name: string }) => stream.name === spec.name),
      sync_mode: spec.syncMode,
      destination_sync_mode: "append",
      cursor_field: spec.cursorField,
      primary_key: spec.primaryKey,
    })),
  };
}

export const recordsOf = (messages: Message[], stream: string): Record<string, unknown>[] =>
  messages.filter((message) => message.record?.stream === stream).map((message) => message.record.data);

/** The latest extraction of each key, as staging does it. */
export function latestOf(messages: Message[], streams: readonly StreamSpec[], name: string): Record<string, unknown>[] {
  const { primaryKey } = streams.find((spec) => spec.name === name)!;
  const keyOf = (row: Record<string, unknown>): string => primaryKey.map(([part]) => row[part!]).join(" ");
  return [...new Map(recordsOf(messages, name).map((row) => [keyOf(row), row])).values()];
}

/** The last state of each stream, to go on from. */
export function statesOf(messages: Message[]): unknown[] {
  const states = messages.filter((message) => message.type === "STATE").map((message) => message.state);
  return [...new Map(states.map((state) => [state.stream.stream_descriptor.name, state])).values()];
}
