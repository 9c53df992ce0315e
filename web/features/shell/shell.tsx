import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Toasts } from "../../ui/toast.tsx";
import { useAgencies } from "../agencies/agencies.ts";
import { keepSession } from "../identity/keep-session.ts";
import { session } from "../identity/session.ts";
import { UserMenu } from "../identity/user-menu.tsx";
import { FreshnessIndicator } from "../metrics/freshness-indicator.tsx";
import { useBrand } from "../tenants/brand.ts";
import { TenantSwitcher } from "../tenants/tenant-switcher.tsx";
import { Nav } from "./nav.tsx";
import { NavDrawer } from "./nav-drawer.tsx";
import "./page.css";
import { ProductMark } from "./product-mark.tsx";
import "./shell.css";
import { ThemeToggle } from "./theme-toggle.tsx";

export function Shell({ children }: { children: ComponentChildren }) {
  const state = session.value;
  useEffect(keepSession, []);
  useAgencies(state.status === "in" ? state.me : null);
  useBrand(state.status === "in" ? state.me.tenant.id : null);
  if (state.status !== "in") return null;
  return (
    <div class="shell">
      <a class="skip-link" href="#content">
        Skip to content
      </a>
      <header class="top-bar">
        <NavDrawer me={state.me} />
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
      <div class="side-nav">
        <div class="side-nav-inner">
          <Nav me={state.me} id="side" />
        </div>
      </div>
      <main id="content" class="content" tabIndex={-1}>
        {children}
      </main>
      <Toasts />
    </div>
  );
}
