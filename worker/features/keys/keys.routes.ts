import { uuidv7 } from "uuidv7";
import type { Capability } from "#contracts/capabilities.ts";
import * as contract from "#contracts/keys.ts";
import { type KeyDraft, mostWorkingKeys } from "../../db/api-keys.ts";
import { problem } from "../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../http/route.ts";
import { hashToken, makeToken } from "../identity/opaque-token.ts";
import { keyView, statusOf } from "./view.ts";

const hour = 60 * 60_000;
const day = 24 * hour;
const shownOfSecret = 12;

const listKeys = tenantRoute(contract.listKeys, async (c) => {
  const keys = await c.tenant.apiKeys.list();
  return { keys: keys.map((key) => keyView(key, c.clock())) };
});

const createKey = tenantRoute(contract.createKey, async (c) => {
  const { name, expires_in_days } = c.body;
  const capabilities = [...new Set(c.body.capabilities)];
  const errors = c.body.capabilities.flatMap((capability, at) =>
    c.capabilities.includes(capability)
      ? []
      : [{ field: `capabilities.${at}`, message: `${capability} is more than you have yourself; leave it out` }],
  );
  if (errors.length > 0) throw problem("invalid-input", { detail: errors[0]!.message, errors });
  await refuseTooMany(c);
  const { draft, secret } = await newKey(c, name, capabilities, expires_in_days);
  const detail = { capabilities, expires_at: new Date(draft.expiresAt).toISOString() };
  await c.tenant.apiKeys.create(draft, c.trace("key.created", { target: targetOf(draft), detail }));
  return { key: await shown(c, draft.id), secret };
});

const rotateKey = tenantRoute(contract.rotateKey, async (c) => {
  const { key_id } = c.params;
  const old = await found(c, key_id);
  const capabilities = contract.KeyCapability.array().parse(JSON.parse(old.capabilities));
  // The caller gets to see the new secret, and so all it may do.
  refuseMoreThanOwn(c, capabilities);
  const { draft, secret } = await newKey(c, old.name, capabilities, c.body.expires_in_days);
  const oldUntil = Math.min(old.expiresAt, draft.createdAt + c.body.overlap_hours * hour);
  const detail = { rotated_to: draft.id, works_until: new Date(oldUntil).toISOString() };
  const told = c.trace("key.rotated", { target: targetOf(old), detail });
  if (await c.tenant.apiKeys.rotate(key_id, oldUntil, draft, told)) return { key: await shown(c, draft.id), secret };
  throw problem("conflict", whyNotRotated[statusOf(await found(c, key_id), c.clock())]);
});

const whyNotRotated = {
  active: "The key changed meanwhile. Try again.",
  rotated: "The key was rotated already. Rotate the one that took its place.",
  expired: "The key has expired. Create a new one.",
  revoked: "The key was revoked. Create a new one.",
};

const revokeKey = tenantRoute(contract.revokeKey, async (c) => {
  const key = await found(c, c.params.key_id);
  await c.tenant.apiKeys.revoke(key.id, c.trace("key.revoked", { target: targetOf(key) }));
});

export const routes = [listKeys, createKey, rotateKey, revokeKey];

async function found(c: TenantContext, id: string) {
  const key = await c.tenant.apiKeys.find(id);
  if (!key) throw problem("not-found", "You have no such API key.");
  return key;
}

const shown = async (c: TenantContext, id: string) => keyView(await found(c, id), c.clock());

const targetOf = ({ id, name, prefix }: Pick<KeyDraft, "id" | "name" | "prefix">) => ({
  kind: "key",
  id,
  label: `${name} (${prefix}…)`,
});

function refuseMoreThanOwn(c: TenantContext, capabilities: readonly Capability[]): void {
  const more = capabilities.find((capability) => !c.capabilities.includes(capability));
  if (more === undefined) return;
  throw problem("forbidden", `The key may do more than you (${more}). Somebody who may do that too can rotate it.`);
}

async function refuseTooMany(c: TenantContext): Promise<void> {
  if ((await c.tenant.apiKeys.workingCount()) < mostWorkingKeys) return;
  throw problem("conflict", `A tenant may have ${mostWorkingKeys} keys that work. Revoke one that is not needed.`);
}

async function newKey(c: TenantContext, name: string, capabilities: readonly Capability[], days: number) {
  const secret = makeToken("key");
  const createdAt = c.clock();
  const createdBy = c.caller.kind === "user" ? c.caller.user.id : c.caller.key.id;
  const draft: KeyDraft = {
    id: uuidv7(),
    name,
    prefix: secret.slice(0, shownOfSecret),
    hash: await hashToken(secret),
    capabilities,
    createdBy,
    createdAt,
    expiresAt: createdAt + days * day,
  };
  return { draft, secret };
}
