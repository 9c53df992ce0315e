import { type Context, Hono } from "hono";
import { z } from "zod";
import { ListQuery, paged, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { notFound } from "../http/problems.ts";
import type { Services } from "../services.ts";
import { Notifications, type Workspace } from "../store/workspaces.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { deleteDestination } from "./destinations.ts";
import { deleteSource } from "./sources.ts";

const name = z.string().trim().min(1);
const WorkspaceCreate = z.object({ name, notifications: Notifications.optional() });
const WorkspacePatch = z.object({ name: name.optional(), notifications: Notifications.optional() });

const view = (workspace: Workspace) => ({
  workspaceId: workspace.id,
  name: workspace.name,
  dataResidency: "auto",
  notifications: workspace.notifications,
});

export function workspaceRoutes(services: Services, engine: SyncEngine): Hono {
  const { store } = services;
  const routes = new Hono();
  routes.get("/", (context) => {
    const page = readQuery(context, ListQuery);
    const workspaces = store.workspaces.list(page, queryList(context, "workspaceIds"));
    return context.json(paged(context, page, workspaces.map(view)));
  });
  routes.post("/", async (context) => {
    const body = await readBody(context, WorkspaceCreate);
    return context.json(view(store.workspaces.create(body.name, body.notifications ?? {})));
  });
  routes.get("/:workspaceId", (context) => context.json(view(requireWorkspace(services, context))));
  routes.patch("/:workspaceId", async (context) => {
    const workspace = requireWorkspace(services, context);
    const change = await readBody(context, WorkspacePatch);
    const changed: Workspace = {
      ...workspace,
      name: change.name ?? workspace.name,
      notifications: { ...workspace.notifications, ...change.notifications },
    };
    store.workspaces.update(changed);
    return context.json(view(changed));
  });
  routes.delete("/:workspaceId", async (context) => {
    const { id } = requireWorkspace(services, context);
    for (const source of store.sources.inWorkspace(id)) await deleteSource(services, engine, source);
    for (const destination of store.destinations.inWorkspace(id))
      await deleteDestination(services, engine, destination);
    store.workspaces.remove(id);
    return context.body(null, 204);
  });
  return routes;
}

export function requireWorkspace({ store }: Services, context: Context): Workspace {
  const id = pathId(context, "workspaceId");
  const workspace = store.workspaces.get(id);
  if (!workspace) throw notFound("workspace", id);
  return workspace;
}
