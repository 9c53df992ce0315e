import { SchemaLookPayload, schemaLookJob } from "../../../db/stream-catalogs.ts";
import { defineJob } from "../../../jobs/define-job.ts";
import { noteChanges } from "./note-changes.ts";

/** After Airbyte said that a schema changed: a look before the next sync's. What was never seen has nothing to be compared with. */
export const schemaLook = defineJob({
  name: schemaLookJob,
  payload: SchemaLookPayload,
  maxAttempts: 3,
  run: async ({ tenant_id, connection_id }, context) => {
    const connection = await context.openTenant(tenant_id).connections.find(connection_id);
    if (!connection) return context.log.info("message-out-of-date");
    await noteChanges(context, connection, { runId: null, first: false });
  },
});
