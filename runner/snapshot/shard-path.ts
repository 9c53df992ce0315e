import { join } from "node:path";

/** Where a shard or a pack lies until it is sent. */
export const shardPath = (folder: string, name: string) => join(folder, `${name}.arrow`);
