import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { Icon } from "../../ui/icon.tsx";
import { session } from "../identity/session.ts";
import { UserMenu } from "../identity/user-menu.tsx";
import { FreshnessIndicator } from "../metrics/freshness-indicator.tsx";
import { TenantSwitcher } from "../tenants/tenant-switcher.tsx";
import { pages } from "./pages.ts";
import { ProductMark } from "./product-mark.tsx";
import "./shell.css";
import { ThemeToggle } from "./theme-toggle.tsx";

export function Shell({ children }: { children: ComponentChildren }) {
  const state = session.value;
  const { path } = useLocation();
  if (state.status !== "in") return null;
  return (
    <div class="shell">
      <a class="skip-link" href="#content">
        Skip to content
      </a>
      <header class="top-bar">
        <a class="mark-link" href="/" aria-label="ADinsights, start page">
          <ProductMark />
        </a>
        <span class="top-bar-slash" aria-hidden="true">
          /
        </span>
        <TenantSwitcher me={state.me} />
        <div class="top-bar-end">
          <FreshnessIndicator />
          <div class="top-bar-theme">
            <ThemeToggle />
          </div>
          <UserMenu me={state.me} />
        </div>
      </header>
      <nav class="side-nav" aria-label="Pages">
        <div class="side-nav-inner">
          <p class="side-nav-group" id="nav-dashboards">
            Dashboards
          </p>
          <ul aria-labelledby="nav-dashboards">
            {pages.map((page) => (
              <li key={page.path}>
                <a class="side-nav-link" href={page.path} aria-current={path === page.path ? "page" : undefined}>
                  <Icon name={page.icon} />
                  {page.label}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </nav>
      <main id="content" class="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
