import type { ComponentType } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { AgencyPeoplePage } from "./features/agencies/agency-people.page.tsx";
import { AgencyTenantsPage } from "./features/agencies/agency-tenants.page.tsx";
import { AuditPage } from "./features/audit/audit.page.tsx";
import { DataSourcePage } from "./features/connections/data-source.page.tsx";
import { DataSourcesPage } from "./features/connections/data-sources.page.tsx";
import { ConnectPage } from "./features/connections/wizard/connect.page.tsx";
import { RunbookPage } from "./features/docs/runbook.page.tsx";
import { EmailChangePage } from "./features/identity/email-change.page.tsx";
import { InvitePage } from "./features/identity/invite.page.tsx";
import { LoginPage } from "./features/identity/login.page.tsx";
import { MePage } from "./features/identity/me.page.tsx";
import { PasswordResetPage } from "./features/identity/password-reset.page.tsx";
import { RequireSession } from "./features/identity/require-session.tsx";
import { KeysPage } from "./features/keys/keys.page.tsx";
import { MembersPage } from "./features/members/members.page.tsx";
import { CampaignsPage } from "./features/metrics/campaigns.page.tsx";
import { NotFoundPage } from "./features/shell/not-found.page.tsx";
import { Shell } from "./features/shell/shell.tsx";
import { SyncHealthPage } from "./features/sync-health/sync-health.page.tsx";
import { SettingsPage } from "./features/tenants/settings.page.tsx";
import { WebhooksPage } from "./features/webhooks/webhooks.page.tsx";
import { home } from "./lib/safe-next.ts";

export function App() {
  return (
    <LocationProvider>
      <Pages />
    </LocationProvider>
  );
}

/** Pages that work without being signed in. */
const openPages: Readonly<Record<string, ComponentType>> = {
  "/login": LoginPage,
  "/password-reset": PasswordResetPage,
  "/invite": InvitePage,
  "/email-change": EmailChangePage,
};

function Pages() {
  const { path } = useLocation();
  const OpenPage = openPages[path];
  if (OpenPage) return <OpenPage />;
  return (
    <RequireSession>
      <Shell>
        <Router>
          <Route path="/" component={GoHome} />
          <Route path="/dashboards/campaigns" component={CampaignsPage} />
          <Route path="/dashboards/data-sources" component={DataSourcesPage} />
          <Route path="/dashboards/data-sources/new" component={ConnectPage} />
          <Route path="/dashboards/data-sources/webhooks" component={WebhooksPage} />
          <Route path="/dashboards/data-sources/:id" component={DataSourcePage} />
          <Route path="/members" component={MembersPage} />
          <Route path="/keys" component={KeysPage} />
          <Route path="/settings" component={SettingsPage} />
          <Route path="/agency/tenants" component={AgencyTenantsPage} />
          <Route path="/agency/people" component={AgencyPeoplePage} />
          <Route path="/ops/sync-health" component={SyncHealthPage} />
          <Route path="/ops/audit" component={AuditPage} />
          <Route path="/docs/runbooks/:name" component={RunbookPage} />
          <Route path="/me" component={MePage} />
          <Route default component={NotFoundPage} />
        </Router>
      </Shell>
    </RequireSession>
  );
}

function GoHome() {
  const { route } = useLocation();
  useLayoutEffect(() => route(home, true), [route]);
  return null;
}
