import { openWorld, type World } from "./ledger-world.ts";

export interface RunRow {
  id: string;
  status: string;
  attempt: number;
  due_at: number;
  airbyte_job_id: string | null;
  rows: number | null;
  warning: string | null;
  error_class: string | null;
  error_message: string | null;
}

export const syncs = (world: World) =>
  world.rows<RunRow>("select * from runs where kind = 'sync' order by created_at, id");
export const transforms = (world: World) => world.count("runs where kind = 'transform'");

export async function started(): Promise<World> {
  const world = await openWorld();
  await world.tenant("acme");
  await world.tick("hour");
  return world;
}
