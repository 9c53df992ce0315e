import { z } from "zod";
import { once } from "./guard.ts";
import { listAll } from "./pages.ts";
import { AirbyteId } from "./shapes.ts";
import type { AirbyteRequest } from "./transport.ts";

export const Destination = z.object({ destinationId: AirbyteId, name: z.string().catch("") });
export type Destination = z.infer<typeof Destination>;

export interface DestinationDraft {
  readonly workspaceId: string;
  readonly name: string;
  /** With `destinationType`. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export function openDestinations(request: AirbyteRequest) {
  return {
    list: (workspaceId: string) => listAll(request, "/destinations", { workspaceIds: workspaceId }, Destination),
    create: (draft: DestinationDraft, hide: readonly string[]) =>
      request({ method: "POST", path: "/destinations", body: draft, answer: Destination, patience: once, hide }),
  };
}
