import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { auditExport } from "#contracts/audit.ts";
import type { Me } from "#contracts/me.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { can, standingOf, whyNot } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import "./audit.css";
import { AuditFilterBar } from "./audit-filter-bar.tsx";
import { type Filters, readFilters, toQuery, writeFilters } from "./audit-filters.ts";
import { AuditList } from "./audit-list.tsx";

export function AuditPage() {
  const state = session.value;
  return state.status === "in" ? <Audit me={state.me} /> : null;
}

function Audit({ me }: { me: Me }) {
  const { url, path, route } = useLocation();
  const standing = standingOf(me);
  const filters = useMemo(() => readFilters(new URL(url, location.origin).searchParams), [url]);
  const change = (changed: Partial<Filters>) => route(path + writeFilters({ ...filters, ...changed }), true);
  const query = toQuery(filters, me.tenant.time_zone);
  const why = whyNot(standing, "audit.export");
  const exported = `${auditExport.path}${writeQuery(query)}`;
  return (
    <Page
      group="Operations"
      title="Audit log"
      of={me.tenant.label}
      intro={`Who did what in ${me.tenant.label}. Nobody can change or delete it. Times are in ${me.tenant.time_zone}.`}
      actions={
        why ? (
          <Button icon="download" why={why}>
            Export CSV
          </Button>
        ) : (
          <a class="button button-secondary" href={exported} download="audit-log.csv">
            <Icon name="download" /> Export CSV
          </a>
        )
      }
    >
      {can(standing, "audit.read") ? (
        <>
          <AuditFilterBar filters={filters} onChange={change} />
          <AuditList me={me} standing={standing} filters={filters} query={query} onChange={change} />
        </>
      ) : (
        <NoAccess standing={standing} capability="audit.read" />
      )}
    </Page>
  );
}

function writeQuery(query: Record<string, string | undefined>): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return search.size > 0 ? `?${search}` : "";
}
