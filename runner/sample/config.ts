import { z } from "zod";
import { dateIn } from "./world/calendar.ts";
import { scales } from "./world/tenants.ts";

export const WORLD_TIME_ZONE = "America/Jamaica";

const whole = (name: string, low: number, high: number) =>
  z.coerce
    .number({ error: `${name} must be a whole number` })
    .int(`${name} must be a whole number`)
    .min(low, `${name} must be at least ${low}`)
    .max(high, `${name} must be at most ${high}`);

const Environment = z.object({
  SAMPLE_PORT: whole("SAMPLE_PORT", 0, 65_535),
  SAMPLE_STATE: z.string({ error: "SAMPLE_STATE must name a folder" }).min(1, "SAMPLE_STATE must name a folder"),
  SAMPLE_DAYS: whole("SAMPLE_DAYS", 1, 1000).default(90),
  SAMPLE_SCALE: z.enum(scales, { error: `SAMPLE_SCALE must be one of ${scales.join(", ")}` }).default("small"),
  SAMPLE_SEED: whole("SAMPLE_SEED", 0, 2 ** 31).default(1),
  SAMPLE_TODAY: z.iso.date("SAMPLE_TODAY must be a date such as 2026-01-31").optional(),
});

export interface SampleConfig {
  /** 0: any free port. */
  readonly port: number;
  readonly stateFolder: string;
  readonly days: number;
  readonly scale: (typeof scales)[number];
  readonly seed: number;
  /** Fixes the world's last day; without it the world ends yesterday and moves with real time. */
  readonly today?: string | undefined;
}

/** Reads the environment; throws an Error with one line a wrong variable. */
export function readConfig(environment: NodeJS.ProcessEnv, now = new Date()): SampleConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  const values = parsed.data;
  const latest = dateIn(WORLD_TIME_ZONE, now);
  if (values.SAMPLE_TODAY && values.SAMPLE_TODAY > latest) {
    throw new Error(
      `SAMPLE_TODAY must not be after ${latest}, today in ${WORLD_TIME_ZONE}: connectors ask for no later day`,
    );
  }
  return {
    port: values.SAMPLE_PORT,
    stateFolder: values.SAMPLE_STATE,
    days: values.SAMPLE_DAYS,
    scale: values.SAMPLE_SCALE,
    seed: values.SAMPLE_SEED,
    today: values.SAMPLE_TODAY,
  };
}
