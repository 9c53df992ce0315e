import { createCipher } from "./cipher.ts";
import { connectionStore } from "./connections.ts";
import { openDatabase } from "./database.ts";
import { destinationStore } from "./destinations.ts";
import { jobStore } from "./jobs.ts";
import { landingStore } from "./landings.ts";
import { schemaChangeStore } from "./schema-changes.ts";
import { sourceStore } from "./sources.ts";
import { specStore } from "./specs.ts";
import { tagStore } from "./tags.ts";
import { workspaceStore } from "./workspaces.ts";

/** Everything the embedded Airbyte remembers, in one SQLite file of `folder`. */
export function openStore(folder: string, secretKey: Buffer) {
  const database = openDatabase(folder);
  const jobs = jobStore(database);
  const cipher = createCipher(secretKey);
  return {
    workspaces: workspaceStore(database),
    sources: sourceStore(database, cipher),
    destinations: destinationStore(database, cipher),
    connections: connectionStore(database),
    jobs,
    landings: landingStore(database, jobs),
    specs: specStore(database),
    schemaChanges: schemaChangeStore(database),
    tags: tagStore(database),
    close: () => database.close(),
  };
}
export type Store = ReturnType<typeof openStore>;
