import { useLayoutEffect } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { LoginPage } from "./features/identity/login.page.tsx";
import { RequireSession } from "./features/identity/require-session.tsx";
import { CampaignsPage } from "./features/metrics/campaigns.page.tsx";
import { NotFoundPage } from "./features/shell/not-found.page.tsx";
import { Shell } from "./features/shell/shell.tsx";
import { home } from "./lib/safe-next.ts";

export function App() {
  return (
    <LocationProvider>
      <Pages />
    </LocationProvider>
  );
}

function Pages() {
  const { path } = useLocation();
  if (path === "/login") return <LoginPage />;
  return (
    <RequireSession>
      <Shell>
        <Router>
          <Route path="/" component={GoHome} />
          <Route path="/dashboards/campaigns" component={CampaignsPage} />
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
