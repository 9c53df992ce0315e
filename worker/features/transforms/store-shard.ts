import type { TenantStore } from "../../db/tenant-store.ts";
import { problem } from "../../http/problem.ts";
import { sha256Of } from "../snapshots/checksum.ts";
import { shardKey } from "../snapshots/keys.ts";

interface Place {
  readonly kv: KVNamespace;
  readonly transforms: Pick<TenantStore["transforms"], "shard" | "noteShard">;
  readonly tenantId: string;
  readonly snapshotId: string;
}

interface Upload {
  readonly name: string;
  /** In hexadecimal, as the runner computed it. */
  readonly sha256: string;
  readonly content: Uint8Array;
}

/**
 * Keeps one shard: bytes to KV first, then the note of it in D1, so that what is noted is there. Undefined when the snapshot is no longer being built.
 */
export async function storeShard({ kv, transforms, tenantId, snapshotId }: Place, upload: Upload) {
  const { name, sha256, content } = upload;
  if (content.byteLength === 0) throw invalid("body", "is empty; send the bytes of the shard");
  if ((await sha256Of(content)) !== sha256)
    throw invalid("sha256", "is not the checksum of the body; send the shard again");

  const stored = await transforms.shard(snapshotId, name);
  if (!stored) await kv.put(shardKey(tenantId, snapshotId, name), content);
  const noted = stored ?? (await transforms.noteShard(snapshotId, { name, sha256, bytes: content.byteLength }));
  if (noted && noted.sha256 !== sha256)
    throw problem("conflict", `${name} is stored with other bytes; a shard never changes.`);
  return noted;
}

function invalid(field: string, message: string) {
  return problem("invalid-input", { detail: `${field}: ${message}`, errors: [{ field, message }] });
}
