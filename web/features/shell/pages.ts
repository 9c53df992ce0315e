import type { IconName } from "../../ui/icon.tsx";

export interface Page {
  path: string;
  label: string;
  icon: IconName;
}

/** What the side navigation offers: only pages that exist. */
export const pages: readonly Page[] = [{ path: "/dashboards/campaigns", label: "Campaigns", icon: "chart" }];
