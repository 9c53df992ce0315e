import { Hono } from "hono";
import { z } from "zod";
import { PageQuery, paged, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { notFound } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Workspace } from "../store/workspaces.ts";

const Notification = z.looseObject({
  webhook: z.looseObject({ enabled: z.boolean().optional(), url: z.string().optional() }).optional(),
});
const WorkspaceCreate = z.object({
  name: z.string().trim().min(1),
  notifications: z.record(z.string(), Notification).optional(),
});

const view = (workspace: Workspace) => ({
  workspaceId: workspace.id,
  name: workspace.name,
  dataResidency: "auto",
  notifications: workspace.notifications,
});

export function workspaceRoutes({ store }: Services): Hono {
  const routes = new Hono();
  routes.get("/", (context) => {
    const page = readQuery(context, PageQuery);
    const workspaces = store.workspaces.list(page, queryList(context, "workspaceIds"));
    return context.json(paged(context, page, workspaces.map(view)));
  });
  routes.post("/", async (context) => {
    const body = await readBody(context, WorkspaceCreate);
    return context.json(view(store.workspaces.create(body.name, body.notifications ?? {})));
  });
  routes.get("/:workspaceId", (context) => {
    const id = pathId(context, "workspaceId");
    const workspace = store.workspaces.get(id);
    if (!workspace) throw notFound("workspace", id);
    return context.json(view(workspace));
  });
  return routes;
}
