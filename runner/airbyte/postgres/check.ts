import { randomUUID } from "node:crypto";
import type { PostgresConfiguration } from "./configuration.ts";
import { withPostgres } from "./connect.ts";
import { prepareSchema } from "./ledger.ts";
import { qualified } from "./names.ts";

const LONGEST_MS = 30_000;

/** Whether a landing could do its work: come in, make a table in the schema, write into it. Throws a ConnectorFailure that says what is wrong. */
export async function checkPostgres(configuration: PostgresConfiguration): Promise<void> {
  await withPostgres(configuration, AbortSignal.timeout(LONGEST_MS), async (client) => {
    await client.query("begin");
    await prepareSchema(client, configuration.schema);
    const table = qualified(configuration.schema, `_airbyte_check_${randomUUID().slice(0, 8)}`);
    await client.query(`create table ${table} (works boolean)`);
    await client.query(`insert into ${table} values (true)`);
    await client.query("rollback");
  });
}
