import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { app } from "./client.ts";

const Asked = z.object({
  event: z.literal("report"),
  platform: z.string(),
  tenant_id: z.string(),
  report: z.string(),
  of: z.string().optional(),
  from: z.iso.date(),
  to: z.iso.date(),
});
export type Asked = z.infer<typeof Asked>;

const lines = () => readFileSync(join(app.state, "logs", "sample.log"), "utf8").split("\n");

/** How far the log of the sample platform is. */
export const logMark = (): number => lines().length - 1;

/** The reports that connectors asked the sample platform for since then. */
export const askedSince = (mark: number, tenantId: string): Asked[] =>
  lines()
    .slice(mark)
    .flatMap((line) => (line.includes('"event":"report"') ? [Asked.parse(JSON.parse(line))] : []))
    .filter(({ tenant_id }) => tenant_id === tenantId);
