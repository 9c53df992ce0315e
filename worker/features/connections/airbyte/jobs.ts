import { z } from "zod";
import { listAll } from "./pages.ts";
import { Job, type JobStatus } from "./shapes.ts";
import type { AirbyteRequest } from "./transport.ts";

/** Instants as ISO text; what is left out does not narrow. */
export interface JobFilter {
  readonly connectionId?: string;
  readonly workspaceIds?: string;
  readonly status?: JobStatus;
  readonly createdAtStart?: string;
  readonly createdAtEnd?: string;
  readonly updatedAtStart?: string;
  readonly updatedAtEnd?: string;
  readonly orderBy?: `${"createdAt" | "updatedAt"}|${"ASC" | "DESC"}`;
}

const page = z.object({ data: z.array(Job).nullable().default([]) });

export function openJobs(request: AirbyteRequest) {
  return {
    list: (filter: JobFilter) => listAll(request, "/jobs", { jobType: "sync", ...filter }, Job),
    /** The newest only. */
    async newest(filter: JobFilter): Promise<Job | undefined> {
      const query = { jobType: "sync", orderBy: "updatedAt|DESC", limit: "1", ...filter };
      const { data } = await request({ method: "GET", path: "/jobs", query, answer: page });
      return data?.[0];
    },
  };
}
