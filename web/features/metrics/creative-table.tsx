import { useState } from "preact/hooks";
import { platformNames } from "#contracts/fields.ts";
import type { Combined } from "#contracts/metrics.ts";
import { amount, count, percent, times } from "../../lib/format.ts";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Num } from "../../ui/num.tsx";
import { Table } from "../../ui/table.tsx";
import { PlatformDot } from "./platform-badge.tsx";
import { SectionNote } from "./section-note.tsx";

type Creative = Combined["creative"][number];
const top = 10;

export function CreativeTable({ data }: { data: Combined }) {
  const rows = data.creative.slice(0, top);
  return (
    <Card title="Top creatives" hint={hintOf(data)} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <SectionNote section={data.availability.creative} what="creatives" />
      ) : (
        <Table
          caption="Top creatives by spend"
          rows={rows}
          rowKey={(row) => `${row.platform}/${row.id}`}
          columns={[
            { key: "name", head: "Creative", cell: (row) => <CreativeName row={row} /> },
            {
              key: "spend",
              head: "Spend",
              note: data.currency,
              numeric: true,
              cell: (row) => <Num value={row.spend} text={amount(row.spend)} />,
            },
            { key: "ctr", head: "CTR", numeric: true, cell: (row) => <Num value={row.ctr} text={percent(row.ctr)} /> },
            {
              key: "conversions",
              head: "Conv.",
              numeric: true,
              cell: (row) => <Num value={row.conversions} text={count(row.conversions)} />,
            },
            {
              key: "roas",
              head: "ROAS",
              numeric: true,
              cell: (row) => <Num value={row.roas} text={times(row.roas)} />,
            },
          ]}
        />
      )}
    </Card>
  );
}

function hintOf({ row_counts }: Combined): string {
  return row_counts.creative > top ? `By spend, ${top} of ${count(row_counts.creative)}` : "By spend";
}

function CreativeName({ row }: { row: Creative }) {
  const [broken, setBroken] = useState(false);
  return (
    <span class="creative">
      <span class="creative-picture">
        {isShowable(row.thumbnailUrl) && !broken ? (
          <img
            src={row.thumbnailUrl}
            alt=""
            width={32}
            height={32}
            loading="lazy"
            referrerpolicy="no-referrer"
            onError={() => setBroken(true)}
          />
        ) : (
          <Icon name="image" />
        )}
      </span>
      <span class="creative-names">
        <span class="truncate" title={row.name}>
          {row.name}
        </span>
        <span class="cell-note truncate" title={`${platformNames[row.platform]} · ${row.campaignName}`}>
          <PlatformDot platform={row.platform} />
          {row.campaignName}
        </span>
      </span>
    </span>
  );
}

/** The page's policy lets pictures come by HTTPS or from here; others would only be reported as violations. */
function isShowable(url: string | undefined): url is string {
  const parsed = url ? URL.parse(url, location.origin) : null;
  return parsed !== null && (parsed.protocol === "https:" || parsed.origin === location.origin);
}
