import fc from "fast-check";
import { expect, test } from "vitest";
import type { Catalog } from "./messages.ts";
import { schemaChanges } from "./schema-changes.ts";

type Streams = Record<string, Record<string, string>>;
const catalog = (streams: Streams): Catalog => ({
  streams: Object.entries(streams).map(([name, columns]) => ({
    name,
    supported_sync_modes: ["full_refresh"],
    json_schema: {
      properties: Object.fromEntries(
        Object.entries(columns).map(([column, type]) => [column, { type: ["null", type] }]),
      ),
    },
  })),
});

test("new, gone and changed streams and columns are told", () => {
  const before = catalog({ ads: { id: "string", spend: "string", old: "integer" }, gone: {} });
  const after = catalog({ ads: { spend: "number", id: "string", fresh: "boolean" }, added: {} });
  const whole = { column: null, from: null, to: null };
  expect(schemaChanges(before, after)).toEqual([
    { stream: "ads", kind: "column_retyped", column: "spend", from: "string", to: "number" },
    { stream: "ads", kind: "column_removed", column: "old", from: "integer", to: null },
    { stream: "ads", kind: "column_added", column: "fresh", from: null, to: "boolean" },
    { stream: "gone", kind: "stream_removed", ...whole },
    { stream: "added", kind: "stream_added", ...whole },
  ]);
});

const name = fc.constantFrom("a", "b", "c");
const anyStreams = fc.dictionary(name, fc.dictionary(name, fc.constantFrom("string", "integer", "boolean")));

test("a catalog is never changed against itself, and there are as many changes back as there", () => {
  fc.assert(
    fc.property(anyStreams, anyStreams, (one, other) => {
      expect(schemaChanges(catalog(one), catalog(one))).toEqual([]);
      const there = schemaChanges(catalog(one), catalog(other));
      expect(schemaChanges(catalog(other), catalog(one))).toHaveLength(there.length);
    }),
  );
});
