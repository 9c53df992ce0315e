import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { refuse } from "./refuse.ts";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const Environment = z.object({
  PORT: z.coerce.number().int().min(1024).max(65000).default(8787),
  LOCAL_STATE: z.string().min(1).optional(),
  PYTHON: z.string().min(1).default("python3"),
  SAMPLE_DAYS: z.coerce.number().int().min(14).max(730).default(90),
  SAMPLE_SCALE: z.enum(["small", "medium", "large"]).default("small"),
  SAMPLE_SOURCES: z.enum(["all", "first"]).default("all"),
  SAMPLE_SEED: z.coerce.number().int().min(0).default(1),
  SAMPLE_TODAY: z.iso.date().optional(),
});

export interface Settings {
  readonly python: string;
  /** Where venvs are; shared by everything that uses this checkout. */
  readonly pythonHome: string;
  readonly state: string;
  readonly warehouse: string;
  readonly ports: {
    readonly worker: number;
    readonly sample: number;
    readonly airbyte: number;
    readonly inspector: number;
    readonly mail: number;
    readonly runner: number;
  };
  readonly urls: {
    readonly worker: string;
    readonly sample: string;
    readonly airbyte: string;
    readonly mail: string;
  };
  readonly sample: {
    readonly days: number;
    readonly scale: "small" | "medium" | "large";
    readonly seed: number;
    /** `first`: Meta and TikTok alone. */
    readonly sources: "all" | "first";
    readonly today?: string;
  };
}

/** Reads PORT, LOCAL_STATE, PYTHON and SAMPLE_*; a value that does not fit ends the program with its name and the remedy. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    refuse(
      `${issue.path.join(".")}=${environment[String(issue.path[0])]} does not fit: ${issue.message}.`,
      "Correct or unset it.",
    );
  }
  const env = parsed.data;
  const state = resolve(root, env.LOCAL_STATE ?? ".local");
  mkdirSync(state, { recursive: true });
  const ports = {
    worker: env.PORT,
    sample: env.PORT + 1,
    airbyte: env.PORT + 2,
    inspector: env.PORT + 3,
    mail: env.PORT + 5,
    runner: env.PORT + 6,
  };
  const url = (port: number) => `http://127.0.0.1:${port}`;
  return {
    python: env.PYTHON,
    pythonHome: resolve(environment.PYTHON_HOME ?? join(state, "python")),
    state,
    warehouse: join(state, "warehouse"),
    ports,
    urls: { worker: url(ports.worker), sample: url(ports.sample), airbyte: url(ports.airbyte), mail: url(ports.mail) },
    sample: {
      days: env.SAMPLE_DAYS,
      scale: env.SAMPLE_SCALE,
      seed: env.SAMPLE_SEED,
      sources: env.SAMPLE_SOURCES,
      ...(env.SAMPLE_TODAY ? { today: env.SAMPLE_TODAY } : {}),
    },
  };
}
