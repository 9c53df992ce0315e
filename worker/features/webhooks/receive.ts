import { receiveWebhook as contract } from "#contracts/webhooks.ts";
import { graceMs } from "../../db/sync-moves.ts";
import type { WebhookDoor } from "../../db/webhook-doors.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { type PublicContext, publicRoute } from "../../http/route.ts";
import { hashToken, kindOf } from "../identity/opaque-token.ts";
import { sealedAt } from "./place.ts";
import { type Notification, readNotification } from "./read-notification.ts";
import { verifySignature } from "./signature.ts";

type About = Awaited<ReturnType<WebhookDoor["webhooks"]["about"]>>;

/** A look that comes sooner than this need not be hurried. */
const soonMs = 2_000;

/** Only whose address it came to counts; what the body says of a sync is a reason to ask Airbyte, and nothing else. */
export const receiveWebhook = publicRoute(contract, async (c) => {
  const door = await doorOf(c, c.params.token);
  const signedId = door.secret === null ? null : await verified(c, door, door.secret);
  const notification = readNotification(c.bytes);
  if (!notification) throw notJson();
  if (signedId !== null && (await door.webhooks.isKnown(door.id, signedId)))
    throw problem("bad-signature", "This message was delivered before. A message is taken once.");

  const { airbyteConnectionId, airbyteJobId } = notification;
  const about = airbyteConnectionId === null ? undefined : await door.webhooks.about(airbyteConnectionId);
  const isNew = await door.webhooks.record({
    endpointId: door.id,
    dedupeKey: signedId ?? (await digestOf(c.bytes)),
    outcome: outcomeOf(notification, about),
    airbyteConnectionId,
    airbyteJobId,
    connectionId: about?.connectionId ?? null,
    signed: signedId !== null,
  });
  c.log.info("webhook", { tenant_id: door.tenantId, connection_id: about?.connectionId, airbyte_job_id: airbyteJobId });
  if (isNew && about) await look(c, door, about, notification);
  return reply({ status: 202 });
});

async function doorOf(c: PublicContext, token: string): Promise<WebhookDoor> {
  const door = kindOf(token) === "webhook" && (await c.system.webhookDoors.byTokenHash(await hashToken(token)));
  if (!door)
    throw problem("not-found", "There is no such address. Make one under data sources and give it to Airbyte.");
  return door;
}

async function verified(c: PublicContext, door: WebhookDoor, sealed: string): Promise<string> {
  const secret = await c.services.secrets.open(sealedAt(door.tenantId, door.id), sealed);
  return verifySignature(secret, c.headers, c.bytes);
}

function notJson() {
  const message = "must be a JSON object";
  return problem("invalid-input", { detail: `body: ${message}`, errors: [{ field: "body", message }] });
}

const digestOf = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();

function outcomeOf({ airbyteConnectionId }: Notification, about: About) {
  if (about) return "checked";
  return airbyteConnectionId === null ? "ignored" : "unknown";
}

/** Words may be of a schema that changed: what did, Airbyte is asked. The embedded one tells it with its jobs anyway. */
async function look(c: PublicContext, door: WebhookDoor, about: NonNullable<About>, told: Notification) {
  if (!told.isWordsOnly) return lookSooner(c, door, about, told.airbyteJobId);
  if (c.services.airbyte.connectors === null) await c.services.deliver([await door.lookAtStreams(about.connectionId)]);
}

/** Brings the next look at the run forward, if it is the run of this job and its look is not near anyway. */
async function lookSooner(c: PublicContext, door: WebhookDoor, { run }: NonNullable<About>, jobId: string | null) {
  if (run?.status !== "running" || run.airbyteJobId === null || run.airbyteJobId !== jobId) return;
  if (run.dueAt - graceMs - c.clock() < soonMs) return;
  const check = await door.lookAgain({ ...run, status: "running" }, 0, 0);
  if (check) await c.services.deliver([check]);
}
