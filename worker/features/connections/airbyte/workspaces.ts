import { z } from "zod";
import { once } from "./guard.ts";
import { listAll } from "./pages.ts";
import { AirbyteId } from "./shapes.ts";
import type { AirbyteRequest } from "./transport.ts";

export const Workspace = z.object({ workspaceId: AirbyteId, name: z.string() });
export type Workspace = z.infer<typeof Workspace>;

export function openWorkspaces(request: AirbyteRequest) {
  return {
    list: () => listAll(request, "/workspaces", {}, Workspace),
    create: (name: string) =>
      request({ method: "POST", path: "/workspaces", body: { name }, answer: Workspace, patience: once }),
  };
}
