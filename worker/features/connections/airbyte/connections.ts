import { z } from "zod";
import { once } from "./guard.ts";
import { listAll } from "./pages.ts";
import { AirbyteId } from "./shapes.ts";
import type { AirbyteRequest } from "./transport.ts";

/** `manual`, `cron` with `<quartz> <time zone>`, or the `basic` of older days with text such as "Every 24 HOURS". */
export const AirbyteSchedule = z.object({
  scheduleType: z.string(),
  cronExpression: z.string().nullish().catch(null),
  basicTiming: z.string().nullish().catch(null),
});
export type AirbyteSchedule = z.infer<typeof AirbyteSchedule>;

export const AirbyteConnection = z.object({
  connectionId: AirbyteId,
  name: z.string().catch(""),
  sourceId: AirbyteId.nullable().catch(null).default(null),
  status: z.string().catch("active"),
  schedule: AirbyteSchedule.nullable().catch(null).default(null),
});
export type AirbyteConnection = z.infer<typeof AirbyteConnection>;

export interface StreamChoice {
  readonly name: string;
  readonly syncMode: "full_refresh_append" | "incremental_append";
  readonly cursorField?: readonly string[];
  readonly primaryKey?: readonly (readonly string[])[];
}

export interface ConnectionDraft {
  readonly name: string;
  readonly sourceId: string;
  readonly destinationId: string;
  /** The folder of the lake, or the schema of a database. */
  readonly namespace: string;
  /** Before the name of each stream. */
  readonly prefix?: string;
  /** Absent: all that the source has. */
  readonly streams?: readonly StreamChoice[] | undefined;
}

export function openConnections(request: AirbyteRequest) {
  const pathOf = (id: string) => `/connections/${encodeURIComponent(id)}`;
  return {
    list: (workspaceId: string) => listAll(request, "/connections", { workspaceIds: workspaceId }, AirbyteConnection),
    read: (id: string) => request({ method: "GET", path: pathOf(id), answer: AirbyteConnection }),
    /** On no schedule of Airbyte's: our own starts the syncs. */
    create: ({ namespace, streams, ...draft }: ConnectionDraft) =>
      request({
        method: "POST",
        path: "/connections",
        body: {
          ...draft,
          namespaceDefinition: "custom_format",
          namespaceFormat: namespace,
          schedule: { scheduleType: "manual" },
          ...(streams && { configurations: { streams } }),
        },
        answer: AirbyteConnection,
        patience: once,
      }),
    change: (id: string, { name, streams }: { name?: string; streams?: readonly StreamChoice[] }) =>
      request({
        method: "PATCH",
        path: pathOf(id),
        body: { ...(name !== undefined && { name }), ...(streams && { configurations: { streams } }) },
        answer: AirbyteConnection,
      }),
    async remove(id: string): Promise<void> {
      await request({ method: "DELETE", path: pathOf(id), answer: z.unknown() });
    },
  };
}
