import { problem } from "../../http/problem.ts";
import type { TenantContext } from "../../http/route.ts";
import { type OpenSnapshot, SnapshotReader } from "../snapshots/reader.ts";
import { currentHead, type Head, pinnedHead } from "./head.ts";
import type { SnapshotPointer } from "./pointer.ts";
import { storedPointers } from "./stored-pointer.ts";

/** The snapshot that an answer is made of, and what is told of it; `snapshot` is null while nothing was published. */
export interface Found {
  readonly head: Head;
  readonly snapshot: OpenSnapshot | null;
}

/** How things stand is worked out once for what D1 said, which is not remembered for long. */
const heads = new WeakMap<SnapshotPointer, Head>();

export async function findCurrent(c: TenantContext): Promise<Found> {
  const pointer = await storedPointers(c.tenant, c.clock).pointer();
  const snapshot = pointer.current && (await readerOf(c).open(pointer.current.snapshotId));
  if (pointer.current && !snapshot) {
    throw problem("unavailable", "The current snapshot cannot be read right now. Try again.");
  }
  const head = heads.get(pointer) ?? currentHead(pointer, snapshot?.manifest ?? null, c.clock());
  heads.set(pointer, head);
  return { head, snapshot };
}

/** A snapshot that the caller names: 404 unless this tenant published it. */
export async function findPinned(c: TenantContext, snapshotId: string): Promise<Found> {
  const pointers = storedPointers(c.tenant, c.clock);
  const [published, pointer] = await Promise.all([pointers.published(snapshotId), pointers.pointer()]);
  const snapshot = published ? await readerOf(c).open(snapshotId) : null;
  if (!snapshot) throw problem("not-found", "You have no such snapshot.");
  return { head: pinnedHead(pointer, snapshot.manifest), snapshot };
}

const readerOf = (c: TenantContext) => new SnapshotReader(c.services.snapshots, c.tenantId);
