import type { z } from "zod";
import { demo } from "#contracts/demo.ts";
import type { Dataset } from "#contracts/metric-filters.ts";
import { problem } from "../../http/problem.ts";
import type { TenantContext } from "../../http/route.ts";
import { type OpenSnapshot, SnapshotReader } from "../snapshots/reader.ts";
import { FieldError } from "./field-error.ts";
import { currentHead, demoHead, type Head, pinnedHead } from "./head.ts";
import type { SnapshotPointer } from "./pointer.ts";
import { invalid } from "./respond.ts";
import { storedPointers } from "./stored-pointer.ts";

/** The snapshot that an answer is made of, and what is told of it; `snapshot` is null while nothing was published. */
export interface Found {
  readonly head: Head;
  readonly snapshot: OpenSnapshot | null;
}

/** How things stand is worked out once for what D1 said, which is not remembered for long. */
const heads = new WeakMap<SnapshotPointer, Head>();

async function findCurrent(c: TenantContext): Promise<Found> {
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

interface Wanted {
  readonly snapshot?: string | undefined;
  readonly dataset?: z.infer<typeof Dataset> | undefined;
}

/**
 * The snapshot that a question names, or else the current one.
 * @throws ProblemError `invalid-input` for a snapshot of the demo dataset, which has one only
 */
export function findAsked(c: TenantContext, { snapshot, dataset }: Wanted): Promise<Found> {
  if (dataset !== "demo") return snapshot === undefined ? findCurrent(c) : findPinned(c, snapshot);
  if (snapshot === undefined || snapshot === demo.snapshotId) return findDemo(c);
  throw invalid(new FieldError("snapshot", "is not of the demo dataset; leave it or dataset=demo out"));
}

async function findDemo(c: TenantContext): Promise<Found> {
  const [pointer, snapshot] = await Promise.all([
    storedPointers(c.tenant, c.clock).pointer(),
    new SnapshotReader(c.services.demo, demo.tenantId).open(demo.snapshotId),
  ]);
  if (!snapshot) throw problem("unavailable", "The demo dataset is not among the page's files. Build the page anew.");
  return { head: demoHead(pointer, pinnedHead(pointer, snapshot.manifest)), snapshot };
}

const readerOf = (c: TenantContext) => new SnapshotReader(c.services.snapshots, c.tenantId);
