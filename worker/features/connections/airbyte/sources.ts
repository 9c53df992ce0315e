import { z } from "zod";
import { once, untilConnectorAnswers } from "./guard.ts";
import { listAll } from "./pages.ts";
import { AirbyteId } from "./shapes.ts";
import type { AirbyteRequest } from "./transport.ts";

type Configuration = Readonly<Record<string, unknown>>;

/** Secrets of the configuration come masked. */
export const Source = z.object({
  sourceId: AirbyteId,
  name: z.string().catch(""),
  configuration: z.record(z.string(), z.unknown()).catch({}),
});
export type Source = z.infer<typeof Source>;

export interface SourceDraft {
  readonly workspaceId: string;
  readonly name: string;
  readonly sourceType: string;
  readonly configuration: Configuration;
}

/** `hide`: the secrets in a configuration, which no error may repeat. */
export function openSources(request: AirbyteRequest) {
  const pathOf = (id: string) => `/sources/${encodeURIComponent(id)}`;
  return {
    list: (workspaceId: string) => listAll(request, "/sources", { workspaceIds: workspaceId }, Source),
    read: (id: string) => request({ method: "GET", path: pathOf(id), answer: Source }),
    /** The embedded Airbyte checks the credentials first, and so takes its time. */
    create: ({ sourceType, configuration, ...draft }: SourceDraft, hide: readonly string[]) =>
      request({
        method: "POST",
        path: "/sources",
        body: { ...draft, configuration: { ...configuration, sourceType } },
        answer: Source,
        patience: untilConnectorAnswers,
        hide,
      }),
    /** What is not named stays, secrets too. */
    change: (id: string, change: { name?: string; configuration?: Configuration }, hide: readonly string[]) =>
      request({
        method: "PATCH",
        path: pathOf(id),
        body: change,
        answer: Source,
        patience: change.configuration ? untilConnectorAnswers : once,
        hide,
      }),
    async remove(id: string): Promise<void> {
      await request({ method: "DELETE", path: pathOf(id), answer: z.unknown() });
    },
  };
}
