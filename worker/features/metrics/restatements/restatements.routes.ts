import { restatements as contract, Restatements } from "#contracts/metric-restatements.ts";
import type { Manifest } from "#contracts/snapshot.ts";
import { tenantRoute } from "../../../http/route.ts";
import type { OpenSnapshot } from "../../snapshots/reader.ts";
import { FieldError } from "../field-error.ts";
import { findPinned } from "../find-snapshot.ts";
import { positionOf } from "../lists/continued.ts";
import { fingerprint, writePosition } from "../lists/cursor.ts";
import { datesOf } from "../plan.ts";
import { respond } from "../respond.ts";
import { type DayRange, dayNumber, overlap, rangeOf } from "../slice/days.ts";
import { compareSnapshots } from "./compare.ts";
import { byPlatform, newestFirst, rowOf } from "./view.ts";

const restatements = tenantRoute(contract, async (c) => {
  const { from: fromId, to: toId, limit, cursor, ...asked } = c.query;
  const question = await fingerprint({ list: "restatements", fromId, toId, ...asked });
  const offset = cursor === undefined ? 0 : positionOf(cursor, question, toId).offset;
  return respond(c, {
    question: { question, offset, limit },
    find: () => findPinned(c, toId),
    answer: async ({ snapshot: to }, timing) => {
      const { snapshot: from } = await timing.measure("load", () => findPinned(c, fromId));
      refuseOtherCurrency(from!, to!);
      const days = daysOf(from!.manifest, to!.manifest, asked);
      const filter = {
        platforms: asked.platforms ?? null,
        campaigns: asked.campaigns ?? null,
        q: asked.q ?? null,
      };
      const nothing: DayRange = { from: 0, to: -1 };
      const compared = await timing.measure("slice", () =>
        compareSnapshots(from!, to!, days.compared ?? nothing, filter),
      );
      const { union, restated } = compared;
      const rows = newestFirst(union, restated).slice(offset, offset + limit);
      const next = offset + rows.length;
      const answer: Restatements = {
        tenant_id: c.tenantId,
        currency: to!.manifest.currency,
        from: named(from!.manifest),
        to: named(to!.manifest),
        compared: days.compared && datesOf(days.compared),
        added: days.added && datesOf(days.added),
        platforms: byPlatform(union, restated),
        total_rows: restated.length,
        rows: rows.map((row) => rowOf(union, row)),
        next_cursor: next < restated.length ? writePosition({ snapshotId: toId, question, offset: next }) : null,
      };
      return timing.measure("serialise", () => JSON.stringify(Restatements.parse(answer)));
    },
  });
});

export const routes = [restatements];

const named = ({ snapshot_id, generated_at }: Manifest) => ({ snapshot_id, generated_at });

function refuseOtherCurrency(from: OpenSnapshot, to: OpenSnapshot): void {
  const [before, after] = [from.manifest.currency, to.manifest.currency];
  if (before !== after)
    throw new FieldError("from", `is in ${before}, and the other is in ${after}; choose two of one currency`);
}

const orNone = (range: DayRange): DayRange | null => (range.from <= range.to ? range : null);

function daysOf(
  from: Manifest,
  to: Manifest,
  asked: { start_date?: string | undefined; end_date?: string | undefined },
) {
  const wanted: DayRange = {
    from: asked.start_date === undefined ? Number.NEGATIVE_INFINITY : dayNumber(asked.start_date),
    to: asked.end_date === undefined ? Number.POSITIVE_INFINITY : dayNumber(asked.end_date),
  };
  const [before, after] = [from, to].map(({ coverage }) => coverage && rangeOf(coverage.start_date, coverage.end_date));
  const first = before ? before.to + 1 : Number.NEGATIVE_INFINITY;
  return {
    compared: before ? orNone(overlap(before, wanted)) : null,
    added: after ? orNone(overlap({ from: Math.max(first, after.from), to: after.to }, wanted)) : null,
  };
}
