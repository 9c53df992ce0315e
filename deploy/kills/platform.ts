import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { copyFile, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ownRequirements, putStamp, stampOf } from "../../runner/python/venvs.ts";
import { between, type Draw } from "../../runner/sample/world/random.ts";

/** The connector of numbered records goes by this name: any that the embedded Airbyte knows does, as its venv is ours. */
export const numberedSource = "linkedin-ads";
const program = fileURLToPath(new URL("numbered.py", import.meta.url));

export const reports = "ads_reports_daily";
/** Each is read incrementally; many, so that putting them in place takes a moment that can be hit. */
export const numberedStreams = [reports, ...Array.from({ length: 11 }, (_, at) => `numbers_${at + 1}`)];
const largestGrowth = 40;
const adsADay = 20;

/** A venv as the embedded Airbyte looks for it: `interpreter` with the numbered connector, stamped as one made by `python`. */
export async function installNumbered(venvs: string, python: string, interpreter: string): Promise<void> {
  const name = `source-${numberedSource}`;
  const folder = join(venvs, name);
  const packages = join(folder, "lib", "python3", "site-packages");
  await mkdir(join(packages, "airbyte_source_linkedin_ads-1.0.0.dist-info"), { recursive: true });
  await mkdir(join(folder, "bin"), { recursive: true });
  await symlink(interpreter, join(folder, "bin", "python"));
  await copyFile(program, join(folder, "bin", name));
  await putStamp(folder, stampOf({ python, requirements: ownRequirements }, name));
}

/** What one connection's platform has: `heads[stream]` records, numbered from 0. */
export class NumberedPlatform {
  readonly folder: string;
  readonly heads: Record<string, number> = { advertisers: 1 };
  readonly #facts: { readonly account: string; readonly first_ad: number; readonly first_day: string };

  constructor(folder: string, index: number) {
    this.folder = folder;
    const firstDay = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10);
    this.#facts = { account: `70000${index}`, first_ad: 8_000_000 + index * 1000, first_day: firstDay };
    for (const stream of numberedStreams) this.heads[stream] = 5;
    mkdirSync(join(folder, "readers"), { recursive: true });
    writeFileSync(join(folder, "token"), "1");
    writeFileSync(join(folder, "journal"), "");
    this.#write();
  }

  get configuration() {
    return { sourceType: numberedSource, platform: this.folder, token: "1" };
  }

  grow(draw: Draw): void {
    for (const stream of numberedStreams) this.heads[stream]! += 1 + Math.floor(between(draw, 0, largestGrowth));
    this.#write();
  }

  /** Processes that read while another one of the same connection did. */
  overlaps(): string[] {
    return readFileSync(join(this.folder, "journal"), "utf8")
      .split("\n")
      .filter((line) => line.includes("overlaps"));
  }

  /** Impressions of each day: of what was said of an ad and a day, the last counts. */
  impressionsByDay(): Map<string, number> {
    const latest = new Map<number, number>();
    for (let number = 0; number < this.heads[reports]!; number += 1)
      latest.set(number % 7 === 6 ? Math.floor(number / 2) : number, (number % 997) + 1);
    const days = new Map<string, number>();
    for (const [key, shown] of latest) {
      const day = new Date(Date.parse(this.#facts.first_day) + Math.floor(key / adsADay) * 86_400_000);
      const name = day.toISOString().slice(0, 10);
      days.set(name, (days.get(name) ?? 0) + shown);
    }
    return days;
  }

  #write(): void {
    const file = join(this.folder, "heads.json");
    writeFileSync(`${file}.new`, JSON.stringify({ ...this.#facts, heads: this.heads }));
    renameSync(`${file}.new`, file);
  }
}
