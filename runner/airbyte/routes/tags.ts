import { type Context, Hono } from "hono";
import { z } from "zod";
import { pathId, queryList, readBody } from "../http/input.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Tag } from "../store/tags.ts";

const settings = {
  name: z.string().trim().min(1).max(30, "has at most 30 characters"),
  color: z.string().regex(/^[0-9A-Fa-f]{6}$/, "must be six hexadecimal digits"),
};
const TagCreate = z.object({ ...settings, workspaceId: z.uuid() });
const TagPatch = z.object(settings);

export function tagRoutes({ store }: Services): Hono {
  const routes = new Hono();
  routes.get("/", (context) =>
    context.json({ data: store.tags.list(queryList(context, "workspaceIds")).map(tagView) }),
  );
  routes.post("/", async (context) => {
    const tag = await readBody(context, TagCreate);
    if (!store.workspaces.get(tag.workspaceId)) throw notFound("workspace", tag.workspaceId);
    refuseTaken(store, tag.workspaceId, tag.name);
    return context.json(tagView(store.tags.create(tag)));
  });
  routes.get("/:tagId", (context) => context.json(tagView(requireTag(store, context))));
  routes.patch("/:tagId", async (context) => {
    const tag = requireTag(store, context);
    const change = await readBody(context, TagPatch);
    if (change.name !== tag.name) refuseTaken(store, tag.workspaceId, change.name);
    store.tags.update({ ...tag, ...change });
    return context.json(tagView({ ...tag, ...change }));
  });
  routes.delete("/:tagId", (context) => {
    store.tags.remove(requireTag(store, context).id);
    return context.body(null, 204);
  });
  return routes;
}

export const tagView = (tag: Tag) => ({
  tagId: tag.id,
  workspaceId: tag.workspaceId,
  name: tag.name,
  color: tag.color,
});

function requireTag(store: Services["store"], context: Context): Tag {
  const id = pathId(context, "tagId");
  const tag = store.tags.get(id);
  if (!tag) throw notFound("tag", id);
  return tag;
}

function refuseTaken(store: Services["store"], workspaceId: string, name: string): void {
  if (store.tags.named(workspaceId, name))
    throw new Problem("Tag already exists", "A tag with this name already exists in this workspace.");
}
