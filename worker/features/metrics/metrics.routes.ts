import { Combined, combined } from "#contracts/metrics.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { tenantRoute } from "../../http/route.ts";
import { type OpenSnapshot, SnapshotReader } from "../snapshots/reader.ts";
import { answerOnce } from "./answers.ts";
import { readCursor } from "./cursor.ts";
import { etagOf, matches } from "./etag.ts";
import { FieldError } from "./field-error.ts";
import { currentHead, type Head, pinnedHead } from "./head.ts";
import { loadSlice } from "./load.ts";
import { combinedPayload, emptyPayload } from "./payload.ts";
import { planSlice } from "./plan.ts";
import type { SnapshotPointers } from "./pointer.ts";
import { ServerTiming } from "./server-timing.ts";
import { type SliceQuery, toSliceQuery } from "./slice-query.ts";
import { storedPointers } from "./stored-pointer.ts";

interface Found {
  readonly head: Head;
  readonly snapshot: OpenSnapshot | null;
}

const combinedRoute = tenantRoute(combined, async (c) => {
  const timing = new ServerTiming(["auth", "load", "slice", "serialise"]);
  timing.add("auth", c.authMs);
  const query = toSliceQuery(c.query);
  if (query.cursor !== null && !readCursor(query.cursor)) {
    throw invalid(new FieldError("cursor", "is not a cursor; use next_cursor of the page before"));
  }
  const reader = new SnapshotReader(c.services.snapshots, c.tenantId);
  const pointers = storedPointers(c.tenant, c.clock);
  const found = await timing.measure("load", () =>
    c.query.snapshot === undefined
      ? findCurrent(pointers, reader, c.clock())
      : findPinned(pointers, reader, c.query.snapshot),
  );
  const etag = await etagOf(found.head, query);
  const headers = { etag, "cache-control": "private, no-cache", vary: "authorization, cookie" };
  if (matches(c.headers.get("if-none-match"), etag)) {
    return reply({ status: 304, headers: { ...headers, "server-timing": timing.toString() } });
  }
  const json = await answerOnce(c.tenantId, etag, async () => {
    const payload = await answer(found, query, timing);
    return timing.measure("serialise", () => JSON.stringify(Combined.parse(payload)));
  });
  return reply({ json, headers: { ...headers, "server-timing": timing.toString() } });
});

async function findCurrent(pointers: SnapshotPointers, reader: SnapshotReader, now: number): Promise<Found> {
  const pointer = await pointers.pointer();
  const snapshot = pointer.current && (await reader.open(pointer.current.snapshotId));
  if (pointer.current && !snapshot) {
    throw problem("unavailable", "The current snapshot cannot be read right now. Try again.");
  }
  return { head: currentHead(pointer, snapshot?.manifest ?? null, now), snapshot };
}

async function findPinned(pointers: SnapshotPointers, reader: SnapshotReader, snapshotId: string): Promise<Found> {
  const [published, pointer] = await Promise.all([pointers.published(snapshotId), pointers.pointer()]);
  const snapshot = published ? await reader.open(snapshotId) : null;
  if (!snapshot) throw problem("not-found", "You have no such snapshot.");
  return { head: pinnedHead(pointer, snapshot.manifest), snapshot };
}

async function answer({ head, snapshot }: Found, query: SliceQuery, timing: ServerTiming): Promise<Combined> {
  if (!snapshot) return emptyPayload(head, query);
  const plan = planSlice(query, snapshot.manifest);
  const loaded = await timing.measure("load", () => loadSlice(snapshot, plan));
  try {
    return await timing.measure("slice", () => combinedPayload(head, snapshot, plan, loaded));
  } catch (error) {
    throw error instanceof FieldError ? invalid(error) : error;
  }
}

const invalid = (error: FieldError) =>
  problem("invalid-input", { errors: [{ field: error.field, message: error.message }], cause: error });

export const routes = [combinedRoute];
