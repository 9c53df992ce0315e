import type { Crumb } from "../shell/breadcrumbs.tsx";

/** The way back from a page beneath the list. */
export const dataSources: Crumb = { label: "Data sources", href: "/dashboards/data-sources" };
