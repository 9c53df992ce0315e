import { syncCheck } from "../features/connections/sync-check.job.ts";
import { syncStart } from "../features/connections/sync-start.job.ts";
import type { Job } from "./define-job.ts";

/** Every job there is. */
export const jobs: readonly Job[] = [syncStart, syncCheck];
