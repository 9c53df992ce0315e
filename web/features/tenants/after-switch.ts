import type { Filters } from "../metrics/filters.ts";

/** Dates, comparison and platforms mean the same in another tenant; a snapshot, a parish or a campaign's name does not. */
export const afterSwitch = (filters: Filters): Filters => ({ ...filters, snapshot: null, parishes: [], q: "" });
