import type { TenantContext } from "../../../http/route.ts";
import { errorFields } from "../../../log.ts";
import type { Source } from "../airbyte/sources.ts";
import type { Tree } from "../connectors/paths.ts";
import { workspaceId } from "./workspace.ts";

/** A source for as long as `use` takes: how a real Airbyte is asked about a configuration. What is left of it is logged. */
export async function temporarySource<Result>(
  c: TenantContext,
  sourceType: string,
  configuration: Tree,
  hide: readonly string[],
  use: (source: Source) => Promise<Result>,
): Promise<Result> {
  const { airbyte, config } = c.services;
  const draft = {
    workspaceId: await workspaceId(airbyte, config.AIRBYTE_WORKSPACE),
    name: `${c.tenantId} · check · ${c.requestId}`,
    sourceType,
    configuration,
  };
  const source = await airbyte.sources.create(draft, hide);
  try {
    return await use(source);
  } finally {
    await airbyte.sources.remove(source.sourceId).catch((error: unknown) => {
      c.log.error("airbyte-left-over", { kind: "source", reason: draft.name, ...errorFields(error) });
    });
  }
}
