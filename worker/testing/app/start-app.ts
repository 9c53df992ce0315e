import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../../../deploy/local/settings.ts";

export interface Ready {
  readonly url: string;
  readonly sample_url: string;
  readonly airbyte_url: string;
  readonly warehouse: string;
  readonly tenants: readonly {
    readonly id: string;
    readonly label: string;
    readonly email: string;
    readonly password: string;
    readonly role: string;
    /** Those of the sample world that are connected, or will be. */
    readonly platforms: readonly string[];
  }[];
  /** Whether all of them have been read. */
  readonly complete: boolean;
}

export interface App {
  readonly ready: Ready;
  readonly state: string;
  readonly port: number;
  /** All that `npm start` printed so far. */
  output(): string;
  /** Waits until everything of the sample has been read, which goes on after a start is ready. */
  complete(): Promise<void>;
  stop(): Promise<number | null>;
}

/** A port with those after it that nobody uses, as one start needs them. Below those that a system gives to who asks for any. */
export async function freePorts(): Promise<number> {
  const taken = (port: number) =>
    new Promise<boolean>((answer) => {
      const server = createServer().once("error", () => answer(true));
      server.listen(port, "127.0.0.1", () => server.close(() => answer(false)));
    });
  for (let port = 10_000 + Math.floor(Math.random() * 20_000); ; port += 10) {
    const answers = await Promise.all([0, 1, 2, 3, 5, 6].map((step) => taken(port + step)));
    if (!answers.includes(true)) return port;
  }
}

/** The start command itself, with a state folder and ports of its own. `environment` goes on top, e.g. SAMPLE_TODAY, or a PORT known before. */
export async function startApp(environment: NodeJS.ProcessEnv = {}, keptState?: string): Promise<App> {
  const state = keptState ?? (await mkdtemp(join(tmpdir(), "adinsights-app-")));
  const port = environment.PORT ? Number(environment.PORT) : await freePorts();
  const env = {
    ...process.env,
    PORT: String(port),
    LOCAL_STATE: state,
    PYTHON_HOME: process.env.PYTHON_HOME ?? join(root, ".local", "python"),
    ...environment,
  };
  const child = spawn("npm", ["start"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const ended = new Promise<number | null>((done) => child.on("exit", done));

  const stop = async () => {
    if (child.exitCode === null) process.kill(-child.pid!, "SIGINT");
    const code = await ended;
    if (!keptState) await rm(state, { recursive: true, force: true });
    return code;
  };
  const readyFile = join(state, "ready.json");
  const deadline = Date.now() + 900_000;
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const logs = ["worker", "runner", "airbyte", "sample"].map((name) => tail(join(state, "logs", `${name}.log`)));
      await stop();
      throw new Error(`The app did not start:\n${output}\n${logs.join("\n")}`);
    }
    await sleep(200);
  }
  const ready = (): Ready => JSON.parse(readFileSync(readyFile, "utf8"));
  const complete = async () => {
    const end = Date.now() + 900_000;
    while (!ready().complete) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`The sample was not loaded:\n${output}`);
      await sleep(500);
    }
  };
  return { ready: ready(), state, port, output: () => output, complete, stop };
}

const tail = (file: string) => (existsSync(file) ? `── ${file}\n${readFileSync(file, "utf8").slice(-1500)}` : "");
