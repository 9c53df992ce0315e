import { useEffect } from "preact/hooks";
import { plural } from "../../lib/format.ts";
import { dayRange } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { useTitle } from "../../lib/title.ts";
import { loadSession, session } from "../identity/session.ts";
import { Breadcrumbs } from "../shell/breadcrumbs.tsx";
import "./campaigns.css";
import { CampaignsContent } from "./campaigns-content.tsx";
import { CopyLink } from "./copy-link.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { periodOf, toQuery } from "./filters.ts";
import { onScreen } from "./freshness.ts";
import { useCombined } from "./use-combined.ts";
import { pathWith, useFilters } from "./use-filters.ts";
import { useParishes } from "./use-parishes.ts";

const path = "/dashboards/campaigns";

export function CampaignsPage() {
  const state = session.value;
  return state.status === "in" ? <Campaigns me={state.me} /> : null;
}

type SignedInSession = Extract<typeof session.value, { status: "in" }>;

function Campaigns({ me }: Pick<SignedInSession, "me">) {
  useTitle("Campaigns", me.tenant.label);
  const [filters, setFilters] = useFilters();
  const period = periodOf(filters, me.tenant.time_zone, new Date(now.value));
  const loaded = useCombined({ ...toQuery(filters, period), limit: "100" }, me.tenant.id);
  const { data } = loaded;
  const parishes = useParishes(data, filters, period, me.tenant.id);

  useEffect(() => {
    onScreen.value = data;
    // Another tab has switched the workspace: the cookie is shared, so this page follows.
    if (data && data.tenant_id !== me.tenant.id) void loadSession();
  }, [data, me.tenant.id]);
  useEffect(
    () => () => {
      onScreen.value = null;
    },
    [],
  );

  const pinned = { ...filters, range: period, snapshot: data?.snapshot_id ?? filters.snapshot };
  const told = loaded.loading
    ? "Loading campaigns"
    : data && `${plural(data.campaign.rows.length, "campaign")}, ${dayRange(period.from, period.to)}`;

  return (
    <div class="page">
      <header class="page-head">
        <div>
          <Breadcrumbs crumbs={[{ label: "Dashboards" }, { label: "Campaigns" }]} />
          <h1>Campaigns</h1>
        </div>
        <CopyLink path={pathWith(path, pinned)} />
      </header>
      <FilterBar
        filters={filters}
        period={period}
        platforms={data?.freshness.map((source) => source.source) ?? null}
        parishes={parishes}
        onChange={setFilters}
      />
      <p class="visually-hidden" role="status">
        {told}
      </p>
      <CampaignsContent me={me} loaded={loaded} filters={filters} onChange={setFilters} />
    </div>
  );
}
