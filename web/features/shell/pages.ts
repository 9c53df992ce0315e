import type { Capability } from "#contracts/capabilities.ts";
import type { IconName } from "../../ui/icon.tsx";

export interface Page {
  path: string;
  label: string;
  icon: IconName;
  /** Without it the page says what is missing, and the navigation shows a lock. */
  needs: Capability;
}

export interface PageGroup {
  label: string;
  pages: readonly Page[];
  /** Only for people of an agency, whose role there decides. */
  agency?: true;
}

/** What the navigation offers: only pages that exist. */
export const pageGroups: readonly PageGroup[] = [
  {
    label: "Dashboards",
    pages: [
      { path: "/dashboards/campaigns", label: "Campaigns", icon: "chart", needs: "metrics.read" },
      { path: "/dashboards/data-sources", label: "Data sources", icon: "link", needs: "connections.read" },
    ],
  },
  {
    label: "Workspace",
    pages: [
      { path: "/members", label: "Members", icon: "users", needs: "members.read" },
      { path: "/keys", label: "API keys", icon: "key", needs: "keys.read" },
      { path: "/settings", label: "Settings", icon: "settings", needs: "tenant.read" },
    ],
  },
  {
    label: "Agency",
    agency: true,
    pages: [
      { path: "/agency/tenants", label: "Tenants", icon: "building", needs: "agency.read" },
      { path: "/agency/people", label: "People", icon: "users", needs: "agency.read" },
    ],
  },
  {
    label: "Operations",
    pages: [
      { path: "/ops/sync-health", label: "Sync health", icon: "refresh", needs: "connections.read" },
      { path: "/ops/audit", label: "Audit log", icon: "list", needs: "audit.read" },
    ],
  },
];
