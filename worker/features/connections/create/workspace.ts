import type { Airbyte } from "../airbyte/airbyte.ts";

/** The workspace of this deployment, by its name; made when there is none. */
export async function workspaceId({ workspaces }: Airbyte, name: string): Promise<string> {
  const found = (await workspaces.list()).find((each) => each.name === name);
  return (found ?? (await workspaces.create(name))).workspaceId;
}
