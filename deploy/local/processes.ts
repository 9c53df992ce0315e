import { join } from "node:path";
import { standInHosts } from "../../runner/sample/connectors.ts";
import { dbtPython, venvFolder } from "./python.ts";
import type { Secrets } from "./secrets.ts";
import { root, type Settings } from "./settings.ts";
import type { ProcessSpec } from "./supervisor.ts";

const node = join(root, "node_modules", ".bin", "node");

/** Only what a process needs of our own environment goes on to it. */
const base = (): NodeJS.ProcessEnv => ({
  PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}`,
  HOME: process.env.HOME,
  LANG: process.env.LANG ?? "C.UTF-8",
  TMPDIR: process.env.TMPDIR,
});

export function sampleProcess(settings: Settings): ProcessSpec {
  const { days, scale, seed, today } = settings.sample;
  return {
    name: "sample",
    program: node,
    args: [join(root, "runner", "sample", "main.ts")],
    cwd: root,
    env: {
      ...base(),
      SAMPLE_PORT: String(settings.ports.sample),
      SAMPLE_STATE: join(settings.state, "sample"),
      SAMPLE_DAYS: String(days),
      SAMPLE_SCALE: scale,
      SAMPLE_SEED: String(seed),
      ...(today ? { SAMPLE_TODAY: today } : {}),
    },
  };
}

/** The way out to the network, which connectors are installed and read through: proxies, certificates, where packages come from. */
function network(): NodeJS.ProcessEnv {
  const names = /^(HTTPS?_PROXY|NO_PROXY|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|UV_.+|XDG_CACHE_HOME)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name)));
}

/** How Node starts the embedded Airbyte: a young generation of the usual size would hold dead buffers of a third of its memory. */
export const airbyteArguments = ["--max-semi-space-size=1", join(root, "runner", "airbyte", "main.ts")];

/** Limits of the embedded Airbyte that somebody set for this start. */
function givenLimits(): NodeJS.ProcessEnv {
  const limits = Object.entries(process.env).filter(([name]) => /^AIRBYTE_(PARALLEL$|.*_(SECONDS|MIB)$)/.test(name));
  return Object.fromEntries(limits);
}

export function airbyteProcess(settings: Settings, secrets: Secrets): ProcessSpec {
  return {
    name: "airbyte",
    program: node,
    args: airbyteArguments,
    cwd: root,
    env: {
      ...base(),
      ...network(),
      AIRBYTE_PORT: String(settings.ports.airbyte),
      AIRBYTE_STATE: join(settings.state, "airbyte"),
      LAKE: join(settings.warehouse, "lake"),
      VENVS: venvFolder(settings),
      PYTHON: settings.python,
      AIRBYTE_CLIENT_ID: secrets.airbyteClientId,
      AIRBYTE_CLIENT_SECRET: secrets.airbyteClientSecret,
      AIRBYTE_SECRET_KEY: secrets.airbyteSecretKey,
      STAND_IN_HOSTS: JSON.stringify(standInHosts(settings.urls.sample)),
      ...givenLimits(),
    },
  };
}

export function runnerProcess(settings: Settings, secrets: Secrets): ProcessSpec {
  return {
    name: "runner",
    program: node,
    args: [join(root, "runner", "main.ts")],
    cwd: root,
    env: {
      ...base(),
      WORKER_URL: settings.urls.worker,
      RUNNER_KEY: JSON.stringify(secrets.runnerKey),
      RUNNER_ID: "local",
      RUNNER_PORT: String(settings.ports.runner),
      WAREHOUSE: settings.warehouse,
      DBT_STATE: join(settings.state, "dbt"),
      DBT_PYTHON: dbtPython(settings),
      RATES_SOURCES: `sample=${settings.urls.sample}/rates.csv`,
    },
  };
}

export function mailProcess(settings: Settings, secrets: Secrets): ProcessSpec {
  return {
    name: "mail",
    program: node,
    args: [join(root, "deploy", "local", "mail-sink.ts")],
    cwd: root,
    env: {
      ...base(),
      MAIL_PORT: String(settings.ports.mail),
      MAIL_FOLDER: join(settings.state, "mail"),
      MAIL_TOKEN: secrets.mailToken,
    },
  };
}

/** wrangler is started as the file itself, not through npx: a signal must reach it. */
export const wrangler = join(root, "node_modules", ".bin", "wrangler");

export const wranglerEnvironment = (settings: Settings): NodeJS.ProcessEnv => ({
  ...base(),
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_LOG_PATH: join(settings.state, "logs", "wrangler"),
  CI: "1",
});

export function workerProcess(settings: Settings, environmentFile: string): ProcessSpec {
  return {
    name: "worker",
    program: wrangler,
    args: [
      "dev",
      ...["--ip", "127.0.0.1", "--port", String(settings.ports.worker)],
      ...["--inspector-ip", "127.0.0.1", "--inspector-port", String(settings.ports.inspector)],
      ...["--persist-to", join(settings.state, "wrangler")],
      ...["--env-file", environmentFile],
      ...["--show-interactive-dev-session=false", "--log-level", "log"],
    ],
    cwd: root,
    env: wranglerEnvironment(settings),
  };
}
