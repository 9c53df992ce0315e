import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { SampleSource } from "./sample-sources.ts";
import type { Settings } from "./settings.ts";

const Row = z.object({
  tenant_id: z.string(),
  platform: z.string(),
  connection_id: z.string(),
  /** Whether its first sync has come to its end. */
  loaded: z.boolean(),
});
const File = z.object({ connections: z.array(Row) });
type Row = z.infer<typeof Row>;

/** Which of the sample's sources earlier starts have connected: they are left alone, also when somebody has deleted or changed them. */
export class SampleRecord {
  readonly #file: string;
  readonly #rows: Row[];

  private constructor(file: string, rows: Row[]) {
    this.#file = file;
    this.#rows = rows;
  }

  static async open(settings: Settings): Promise<SampleRecord> {
    const file = join(settings.state, "sample-connections.json");
    const rows = existsSync(file) ? File.parse(JSON.parse(await readFile(file, "utf8"))).connections : [];
    return new SampleRecord(file, rows);
  }

  find({ tenantId, platform }: SampleSource): Row | undefined {
    return this.#rows.find((row) => row.tenant_id === tenantId && row.platform === platform);
  }

  isLoaded(source: SampleSource): boolean {
    return this.find(source)?.loaded ?? false;
  }

  async connected({ tenantId, platform }: SampleSource, connectionId: string): Promise<void> {
    this.#rows.push({ tenant_id: tenantId, platform, connection_id: connectionId, loaded: false });
    await this.#write();
  }

  async loaded(source: SampleSource): Promise<void> {
    const row = this.find(source);
    if (!row || row.loaded) return;
    row.loaded = true;
    await this.#write();
  }

  #writing: Promise<void> = Promise.resolve();

  /** By rename and one after the other: connections are made side by side. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      await writeFile(`${this.#file}.new`, `${JSON.stringify({ connections: this.#rows }, null, 2)}\n`);
      await rename(`${this.#file}.new`, this.#file);
    });
    return this.#writing;
  }
}
