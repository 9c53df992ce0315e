import { uuidv7 } from "uuidv7";
import { z } from "zod";
import * as contract from "#contracts/webhooks.ts";
import { toInstant } from "../../clock.ts";
import type { WebhookDelivery } from "../../db/webhooks.ts";
import { problem } from "../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../http/route.ts";
import { hashToken, makeToken } from "../identity/opaque-token.ts";
import { sealedAt } from "./place.ts";
import { receiveWebhook } from "./receive.ts";
import { makeSecret } from "./signature.ts";

const readWebhook = tenantRoute(contract.readWebhook, async (c) => ({ endpoint: await view(c) }));

const makeWebhook = tenantRoute(contract.makeWebhook, async (c) => {
  const id = uuidv7();
  const token = makeToken("webhook");
  const { secret, sealed } = await newSecret(c, id, c.body.signed);
  const target = { kind: "webhook", id, label: null };
  const told = c.trace("webhook.created", { target, detail: { signed: c.body.signed } });
  await c.tenant.webhooks.make({ id, tokenHash: await hashToken(token), secret: sealed }, told);
  const path = contract.receiveWebhook.path.replace("{token}", token);
  return { endpoint: (await view(c))!, url: new URL(path, c.services.config.APP_URL).href, secret };
});

const signWebhook = tenantRoute(contract.signWebhook, async (c) => {
  const none = () => problem("not-found", "There is no address yet. Make one, signed or not.");
  const current = await c.tenant.webhooks.current();
  if (!current) throw none();
  const { id } = current;
  const { secret, sealed } = await newSecret(c, id, c.body.signed);
  const target = { kind: "webhook", id, label: null };
  const told = c.trace("webhook.signature-changed", { target, detail: { signed: c.body.signed } });
  if (!(await c.tenant.webhooks.sign(id, sealed, told))) throw none();
  return { endpoint: (await view(c))!, secret };
});

async function newSecret(c: TenantContext, id: string, signed: boolean) {
  if (!signed) return { secret: null, sealed: null };
  const secret = makeSecret();
  return { secret, sealed: await c.services.secrets.seal(sealedAt(c.tenantId, id), secret) };
}

const removeWebhook = tenantRoute(contract.removeWebhook, async (c) => {
  await c.tenant.webhooks.remove(c.trace("webhook.removed"));
});

const listDeliveries = tenantRoute(contract.listDeliveries, async (c) => {
  const { cursor, limit } = c.query;
  const rows = await c.tenant.webhooks.deliveries(cursor === undefined ? null : readCursor(cursor), limit + 1);
  const deliveries = rows.slice(0, limit).map(deliveryView);
  return { deliveries, next_cursor: rows.length > limit ? deliveries.at(-1)!.id : null };
});

export const routes = [receiveWebhook, readWebhook, makeWebhook, signWebhook, removeWebhook, listDeliveries];

async function view(c: TenantContext): Promise<contract.WebhookEndpoint | null> {
  const found = await c.tenant.webhooks.current();
  if (!found) return null;
  const { id, createdAt, signed, lastDeliveryAt } = found;
  return { id, created_at: toInstant(createdAt), signed: signed === 1, last_delivery_at: toInstant(lastDeliveryAt) };
}

const deliveryView = (row: WebhookDelivery) => ({
  id: row.id,
  received_at: toInstant(row.receivedAt),
  last_received_at: toInstant(row.lastReceivedAt),
  times: row.times,
  outcome: row.outcome,
  connection_id: row.connectionId,
  airbyte_job_id: row.airbyteJobId,
  signed: row.signed,
});

function readCursor(cursor: string): string {
  const read = z.uuid({ version: "v7" }).safeParse(cursor);
  if (read.success) return read.data;
  const message = "is none of ours; take it from next_cursor of the page before";
  throw problem("invalid-input", { detail: `cursor: ${message}`, errors: [{ field: "cursor", message }] });
}
