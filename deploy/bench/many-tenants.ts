import { readdirSync, readFileSync } from "node:fs";
import type { BenchWorker } from "./bench-worker.ts";
import { openClient } from "./keep-alive.ts";
import { enter, publishTenant, signIn } from "./tenant.ts";

const tenants = 50;
const requests = 10_000;
/** Facts of each tenant: their columns take some 3 MB, so that those of all tenants are three times what an isolate may hold. */
const rows = 20_000;

export interface MemoryOverTime {
  readonly early: number;
  readonly late: number;
  readonly most: number;
}

/**
 * Megabytes that workerd holds while many tenants ask in turns, each question new: after the first fifth of the requests, after all, and at
 * most. The databases are in the same process.
 */
export async function memoryOfManyTenants(worker: BenchWorker): Promise<MemoryOverTime> {
  const client = openClient(worker.url);
  const send = async (path: string, body: unknown) => (await client.send(path, { method: "POST", body })).text;
  const people: { readonly authorization: string }[] = [];
  const made = await publishTenant(worker, rows, "tenant-0");
  await made.publishAs(Array.from({ length: tenants - 1 }, (_, at) => `tenant-${at + 1}`));
  for (let at = 0; at < tenants; at++) people.push(await signIn(worker, send, `tenant-${at}`));
  let early = 0;
  let most = 0;
  for (let at = 0; at < requests; at++) {
    const days = 30 + (at % 600);
    const from = new Date(Date.parse("2026-06-30") - days * 86_400_000).toISOString().slice(0, 10);
    const headers = people[whoAsks(at)]!;
    await client.send(`/api/metrics/combined/?start_date=${from}&limit=${20 + (at % 50)}`, { headers });
    if (at % 50 === 0) most = Math.max(most, megabytesOf());
    if (at === requests / 5) early = megabytesOf();
    // A token lives five minutes.
    if (at % 2000 === 1999)
      for (let one = 0; one < tenants; one++) people[one] = await enter(send, `tenant-${one}@bench.test`);
  }
  const late = megabytesOf();
  client.close();
  await made.remove();
  return { early, late, most: Math.max(most, late) };
}

/** Some tenants ask often and most of them seldom, the same ones in every run. */
const whoAsks = (at: number): number => Math.floor(tenants * (((at * 7919) % 1009) / 1009) ** 2);

/** Of every workerd that this process started. */
function megabytesOf(): number {
  const own = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isOurWorkerd(name));
  const kilobytes = own.map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]));
  return kilobytes.reduce((sum, size) => sum + size, 0) / 1000;
}

function isOurWorkerd(pid: string): boolean {
  try {
    const [, parent] = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(parent) === process.pid && readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("workerd");
  } catch {
    return false;
  }
}
