import type { DatabaseSync } from "node:sqlite";

/** What `spec` answered, kept until another version of the connector is installed. */
export function specStore(database: DatabaseSync) {
  return {
    get(connector: string, version: string): unknown {
      const row = database
        .prepare("select spec from specs where connector = ? and version = ?")
        .get(connector, version);
      return row && JSON.parse(String(row.spec));
    },
    put(connector: string, version: string, spec: unknown): void {
      database
        .prepare(
          `insert into specs (connector, version, spec) values (?, ?, ?)
           on conflict do update set version = excluded.version, spec = excluded.spec`,
        )
        .run(connector, version, JSON.stringify(spec));
    },
  };
}
export type SpecStore = ReturnType<typeof specStore>;
