import { useState } from "preact/hooks";
import type { Combined } from "#contracts/metrics.ts";
import { money, percent, plural } from "../../lib/format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Num } from "../../ui/num.tsx";
import { paceOf } from "./pacing.ts";
import "./pacing-list.css";
import { PlatformDot } from "./platform-badge.tsx";
import { SectionNote } from "./section-note.tsx";

type Budget = Combined["budget"][number];
const first = 6;

/** Budgets furthest from their plan come first. */
export function PacingList({ data }: { data: Combined }) {
  const [all, setAll] = useState(false);
  const rows = [...data.budget].sort((one, other) => distance(other) - distance(one));
  return (
    <Card title="Budget pacing" hint="This month, furthest from plan first">
      {rows.length === 0 ? (
        <SectionNote section={data.availability.budget} what="budgets" />
      ) : (
        <ul class="pacing">
          {(all ? rows : rows.slice(0, first)).map((row) => (
            <li key={`${row.platform}/${row.id}`}>
              <Budget row={row} currency={data.currency} />
            </li>
          ))}
        </ul>
      )}
      {rows.length > first && (
        <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${plural(rows.length, "budget")}`}
        </Button>
      )}
    </Card>
  );
}

const distance = (row: Budget): number => Math.abs((paceOf(row).projected ?? 1) - 1);

function Budget({ row, currency }: { row: Budget; currency: string }) {
  const pace = paceOf(row);
  const at = (part: number | null) => `${Math.min(1, part ?? 0) * 100}%`;
  return (
    <>
      <p class="pacing-head">
        <span class="truncate pacing-name" title={row.campaignName}>
          <PlatformDot platform={row.platform} /> {row.campaignName}
        </span>
        <Badge tone={pace.tone}>{pace.label}</Badge>
      </p>
      <div
        class={`pacing-bar pacing-${pace.tone}`}
        style={{ "--spent": at(pace.spent), "--projected": at(pace.projected) }}
        aria-hidden="true"
      />
      <p class="pacing-foot">
        <span>
          <Num value={row.spendToDate} text={money(row.spendToDate, currency)} /> of{" "}
          <Num value={row.monthlyBudget} text={money(row.monthlyBudget, currency)} />
        </span>
        <span>
          projected <Num value={pace.projected} text={percent(pace.projected, 0)} />
        </span>
      </p>
    </>
  );
}
