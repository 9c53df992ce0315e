import { z } from "zod";
import { untilConnectorAnswers } from "./guard.ts";
import { type AirbyteStream, EmbeddedStream } from "./streams.ts";
import type { AirbyteRequest } from "./transport.ts";

type Configuration = Readonly<Record<string, unknown>>;

export const EmbeddedConnector = z.object({
  sourceType: z.string(),
  name: z.string(),
  documentationUrl: z.string().nullable().catch(null).default(null),
  version: z.string().nullable().catch(null).default(null),
  status: z.enum(["ready", "not_installed", "installing", "failed"]),
  detail: z.string().nullable().catch(null).default(null),
  /** JSON schema of the configuration. */
  spec: z.record(z.string(), z.unknown()).nullable().catch(null).default(null),
  secretPaths: z.array(z.string()).catch([]).default([]),
});
export type EmbeddedConnector = z.infer<typeof EmbeddedConnector>;

export const CheckResult = z.object({
  status: z.string(),
  message: z.string().nullable().catch(null).default(null),
  error_class: z.enum(["config", "transient", "system"]).nullable().catch(null).default(null),
});
export type CheckResult = z.infer<typeof CheckResult>;

const RecordingFile = z.object({ fileId: z.string(), lines: z.number().int().nullable().catch(null).default(null) });

/** What only the embedded Airbyte can do: tell its connectors, check and discover without keeping anything, take recordings. */
export function openConnectors(request: AirbyteRequest) {
  return {
    /** Without specs. */
    async list(): Promise<EmbeddedConnector[]> {
      const answer = z.object({ data: z.array(EmbeddedConnector) });
      return (await request({ method: "GET", path: "//embedded/v1/connectors", answer })).data;
    },
    /** With its spec. `AirbyteError` of kind `missing` when there is no such connector. */
    read: (sourceType: string): Promise<EmbeddedConnector> =>
      request({
        method: "GET",
        path: `//embedded/v1/connectors/${encodeURIComponent(sourceType)}`,
        answer: EmbeddedConnector,
        patience: untilConnectorAnswers,
      }),
    async install(sourceType: string): Promise<void> {
      const path = `//embedded/v1/connectors/${encodeURIComponent(sourceType)}/install`;
      await request({ method: "POST", path, answer: z.unknown() });
    },
    check: (sourceType: string, configuration: Configuration, hide: readonly string[]): Promise<CheckResult> =>
      request({
        method: "POST",
        path: "//embedded/v1/check",
        body: { sourceType, configuration },
        answer: CheckResult,
        patience: untilConnectorAnswers,
        hide,
      }),
    /** With the credentials that are kept. */
    recheck: (sourceId: string): Promise<CheckResult> =>
      request({
        method: "POST",
        path: "//embedded/v1/check",
        body: { sourceId },
        answer: CheckResult,
        patience: untilConnectorAnswers,
      }),
    async discover(
      sourceType: string,
      configuration: Configuration,
      hide: readonly string[],
    ): Promise<AirbyteStream[]> {
      const answer = z.object({ streams: z.array(EmbeddedStream) });
      const body = { sourceType, configuration };
      const path = "//embedded/v1/discover";
      return (await request({ method: "POST", path, body, answer, patience: untilConnectorAnswers, hide })).streams;
    },
    /** With the credentials that are kept. */
    async rediscover(sourceId: string): Promise<AirbyteStream[]> {
      const answer = z.object({ streams: z.array(EmbeddedStream) });
      const path = "//embedded/v1/discover";
      return (await request({ method: "POST", path, body: { sourceId }, answer, patience: untilConnectorAnswers }))
        .streams;
    },
    upload: (recording: ReadableStream<Uint8Array>): Promise<z.output<typeof RecordingFile>> =>
      request({
        method: "POST",
        path: "//embedded/v1/replay/files",
        body: recording,
        answer: RecordingFile,
        patience: untilConnectorAnswers,
      }),
  };
}
