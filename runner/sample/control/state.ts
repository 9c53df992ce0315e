import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { samplePlatforms } from "../world/tenants.ts";
import { webSources } from "../world/web-sources.ts";

/** `version_sunset`: the platform no longer speaks the version that it is called by. */
export const faultKinds = ["expired_token", "rate_limit", "server_error", "empty", "slow", "version_sunset"] as const;

/** Whatever can be told to misbehave, and to tell of past days anew. */
export const controlled = [...samplePlatforms, ...webSources] as const;

/** Platforms whose API says it in so many words. */
const sunsetting: readonly (typeof controlled)[number][] = ["google_ads"];

export const Fault = z
  .strictObject({
    platform: z.enum(controlled),
    fault: z.enum(faultKinds),
    /** How many requests of the platform it still strikes. */
    count: z.union([z.int().min(1), z.literal("until_cleared")]).default(1),
    /** Only requests with this tenant's token; every tenant's when absent. */
    tenant: z.string().optional(),
  })
  .refine(({ platform, fault }) => fault !== "version_sunset" || sunsetting.includes(platform), {
    path: ["fault"],
    error: `version_sunset is only known of ${sunsetting.join(", ")}`,
  });
export type Fault = z.infer<typeof Fault>;

const Restatement = z.strictObject({
  tenant: z.string(),
  platform: z.enum(controlled),
  from: z.iso.date(),
  to: z.iso.date(),
  factor: z.number(),
});

const ControlState = z.strictObject({
  /** The world's last day when this state began; its first day is counted from it. */
  anchor: z.iso.date(),
  advanced_days: z.int().min(0),
  restatements: z.array(Restatement),
  faults: z.array(Fault),
});
export type ControlState = z.infer<typeof ControlState>;

/** What the sample platform was told, kept in one JSON file so that a restart goes on where it was. */
export class StateFile {
  readonly path: string;
  state: ControlState;

  constructor(folder: string, anchor: string) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, "control.json");
    this.state = read(this.path) ?? { anchor, advanced_days: 0, restatements: [], faults: [] };
    this.save();
  }

  update(change: Partial<ControlState>): void {
    this.state = { ...this.state, ...change };
    this.save();
  }

  private save(): void {
    const unfinished = `${this.path}.new`;
    writeFileSync(unfinished, `${JSON.stringify(this.state, null, 2)}\n`);
    renameSync(unfinished, this.path);
  }
}

function read(path: string): ControlState | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    return ControlState.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} is not a state of the sample platform; delete it to begin anew`, { cause: error });
  }
}
