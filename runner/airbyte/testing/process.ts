import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { AirbyteConfig } from "../config.ts";
import type { AirbyteClient } from "./client.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Waits until no job of the connection waits or runs. */
export async function untilIdle(client: AirbyteClient, connectionId: string): Promise<void> {
  for (;;) {
    const jobs = (await client.must("GET", `/jobs?connectionId=${connectionId}`)).data as { status: string }[];
    if (jobs.every(({ status }) => status !== "pending" && status !== "running")) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** An embedded Airbyte in a process of its own, which can be killed. */
export async function startProcess(config: AirbyteConfig): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      AIRBYTE_PORT: String(config.port),
      AIRBYTE_STATE: config.stateFolder,
      LAKE: config.lake,
      VENVS: config.venvs,
      AIRBYTE_CLIENT_ID: config.clientId,
      AIRBYTE_CLIENT_SECRET: config.clientSecret,
      AIRBYTE_SECRET_KEY: config.secretKey.toString("base64"),
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on("data", (chunk: Buffer) => {
      const text = chunk.toString();
      if (text.includes("airbyte.listening")) resolve();
      if (text.includes("airbyte.start_failed")) reject(new Error(text));
    });
  });
  return child;
}
