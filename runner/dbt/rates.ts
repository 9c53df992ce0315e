import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { Currency, Day } from "#contracts/fields.ts";
import { type Log, messageOf } from "../log.ts";

const HEADER = "date,base,quote,rate";
const MAX_BYTES = 50_000_000;
const TIMEOUT_MS = 15_000;

const Row = z.tuple([
  Day,
  Currency,
  Currency,
  z
    .string()
    .regex(/^\d{1,9}(\.\d+)?$/, "a positive decimal number")
    .refine((rate) => /[1-9]/.test(rate), "must not be 0"),
]);

/** @throws an error that names the line that does not fit */
export function checkRates(csv: string): void {
  const [header, ...lines] = csv.trimEnd().split(/\r?\n/);
  if (header !== HEADER) throw new Error(`the first line must be "${HEADER}"`);
  if (lines.length === 0) throw new Error("there is no rate in it");
  lines.forEach((line, index) => {
    const row = Row.safeParse(line.split(","));
    if (!row.success) throw new Error(`line ${index + 2}: ${row.error.issues[0]?.message}`);
  });
}

/** Brings the rates file up to date. What cannot be fetched or read is logged, and the last file stays. */
export async function refreshRates(url: string, path: string, log: Log, signal: AbortSignal): Promise<void> {
  try {
    const csv = await download(url, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    checkRates(csv);
    await replace(path, csv);
  } catch (error) {
    signal.throwIfAborted();
    log("warn", "rates_not_refreshed", { error: messageOf(error) });
  }
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal, headers: { accept: "text/csv" } });
  if (!response.ok) throw new Error(`the rates server answered ${response.status}`);
  const csv = await response.text();
  if (csv.length > MAX_BYTES) throw new Error(`the rates file is larger than ${MAX_BYTES} bytes`);
  return csv;
}

async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, text, { flush: true });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
