import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogChanges, catalogOf } from "./catalog-changes.ts";

const streamOf = (name: string, columns: readonly string[]) => ({
  name,
  columns: columns.map((column) => ({ name: column, type: "unknown" })),
  syncModes: [],
  cursor: [],
  sourceDefinedCursor: false,
  primaryKey: [],
});
const sources = fc
  .dictionary(
    fc.constantFrom("ads", "campaigns", "videos"),
    fc.uniqueArray(fc.constantFrom("id", "name", "spend", "clicks")),
  )
  .map((streams) => Object.entries(streams).map(([name, columns]) => streamOf(name, columns)));

test("what is new and what is gone is told, of streams that are read; a new stream is told whichever it is", () => {
  const chosen = new Set(["ads", "campaigns"]);
  const before = catalogOf(
    [streamOf("ads", ["id", "old"]), streamOf("campaigns", ["id"]), streamOf("videos", ["id"])],
    chosen,
  );
  const after = catalogOf([streamOf("reels", ["id"]), streamOf("ads", ["new", "id"])], chosen);
  expect(catalogChanges(before, after)).toEqual([
    { stream: "campaigns", kind: "stream_removed", column: null, from: null, to: null },
    { stream: "ads", kind: "column_added", column: "new", from: null, to: null },
    { stream: "ads", kind: "column_removed", column: "old", from: null, to: null },
    { stream: "reels", kind: "stream_added", column: null, from: null, to: null },
  ]);
});

test("columns of a stream that is read from now on are no change", () => {
  const streams = [streamOf("ads", ["id"]), streamOf("videos", ["id"])];
  expect(catalogChanges(catalogOf(streams, new Set(["ads"])), catalogOf(streams, null))).toEqual([]);
});

test("the same streams in any order are no change, and there are as many back as forth", () => {
  fc.assert(
    fc.property(sources, sources, (one, other) => {
      const [a, b] = [catalogOf(one, null), catalogOf(other, null)];
      expect(catalogChanges(a, catalogOf(one.toReversed(), null))).toEqual([]);
      expect(catalogChanges(b, a)).toHaveLength(catalogChanges(a, b).length);
    }),
  );
});
