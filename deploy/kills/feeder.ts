import { setTimeout as sleep } from "node:timers/promises";
import { between, type Draw, drawsOf, pick } from "../../runner/sample/world/random.ts";
import type { NumberedTenant } from "./stack.ts";
import { realConnectors, type Scene } from "./strike.ts";

const patienceMs = 180_000;
/** Between two waves of syncs. */
const quick = [200, 1500] as const;
const slow = [3000, 6000] as const;

/** Keeps the stack at work until it is told to rest: platforms grow, syncs are asked for, configurations are checked, Cron's minutes pass. */
export class Feeder {
  readonly #scene: Scene;
  readonly #draw: Draw;
  #resting = true;
  #pauseMs: readonly [number, number] = quick;
  #ended = false;
  readonly #loops: Promise<void>[];
  /** Answers that are none of those which a killed process may give. */
  readonly strange: string[] = [];

  constructor(scene: Scene, seed: number) {
    this.#scene = scene;
    this.#draw = drawsOf(seed, "feeder");
    const { numbered } = scene.stack;
    this.#loops = [
      ...numbered.map((tenant) => this.#waves(tenant)),
      this.#sampleWaves(),
      this.#minutes(),
      this.#checks(),
      this.#lookForReal(),
    ];
  }

  rest(): void {
    this.#resting = true;
  }

  goOn(): void {
    this.#resting = false;
    this.#pauseMs = quick;
  }

  /** Leaves more of the machine to the transforms. */
  slowDown(): void {
    this.#pauseMs = slow;
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#loops);
  }

  /** Asks until the Worker takes it. */
  async sync(tenantId: string, connectionIds?: string[]): Promise<void> {
    this.#scene.signals.emit("asked");
    const until = Date.now() + patienceMs;
    for (;;) {
      const asked = await this.#scene.stack.worker.syncNow(tenantId, connectionIds).then(
        () => true,
        () => false,
      );
      if (asked || this.#ended) return;
      if (Date.now() > until) throw new Error(`the Worker takes no sync of ${tenantId}`);
      await sleep(100);
    }
  }

  async #waves(tenant: NumberedTenant): Promise<void> {
    const ids = tenant.connections.map(({ id }) => id);
    while (!this.#ended) {
      if (!this.#resting) {
        for (const { platform } of tenant.connections) platform.grow(this.#draw);
        await this.sync(tenant.id, ids);
      }
      while (!this.#ended && this.#isSyncing(tenant.id)) await sleep(50);
      await sleep(between(this.#draw, ...this.#pauseMs));
    }
  }

  /** Real connectors are there to be hit as long as something is. */
  async #sampleWaves(): Promise<void> {
    const { sample } = this.#scene.stack;
    while (!this.#ended) {
      if (!this.#resting && !this.#isSyncing(sample.id)) await this.#moveSample();
      await sleep(500);
    }
  }

  /** The sample platform changes days that were read before, and its real connectors read them again. */
  async #moveSample(): Promise<void> {
    const { sample, settings } = this.#scene.stack;
    const factor = between(this.#draw, 0.9, 1.1);
    const platform = pick(this.#draw, ["meta", "tiktok"]);
    const body = JSON.stringify({ tenant: sample.id, platform, days_back: 3, factor });
    const headers = { "content-type": "application/json" };
    await fetch(`${settings.urls.sample}/control/restate`, { method: "POST", headers, body });
    await this.sync(sample.id);
  }

  #isSyncing(tenantId: string): boolean {
    return this.#scene.ledger.unfinished().some((run) => run.tenant_id === tenantId && run.kind === "sync");
  }

  /** A Cron minute each second, and no longer pause than that between two tries. */
  async #minutes(): Promise<void> {
    while (!this.#ended) {
      this.#scene.ledger.shortenPauses();
      await this.#scene.stack.worker.tick("* * * * *").catch(() => {});
      await sleep(1000);
    }
  }

  async #checks(): Promise<void> {
    const sources = this.#scene.stack.numbered.flatMap(({ connections }) => connections);
    while (!this.#ended) {
      await sleep(between(this.#draw, 300, 1200));
      if (this.#resting) continue;
      const { sourceId, platform } = pick(this.#draw, sources);
      const { sourceType, ...configuration } = platform.configuration;
      const isCheck = this.#draw() < 0.6;
      const [path, body] = isCheck ? ["check", { sourceType, configuration }] : ["discover", { sourceId }];
      const answer = await this.#scene.stack
        .airbyte()
        .then((airbyte) => airbyte.call("POST", `/embedded/v1/${path}`, body))
        .catch(() => null);
      const said = JSON.stringify(answer?.body);
      if (answer && answer.status !== 200 && !said.includes("ended by SIGKILL"))
        this.strange.push(`${path}: ${answer.status} ${said}`);
    }
  }

  async #lookForReal(): Promise<void> {
    while (!this.#ended) {
      if (realConnectors(this.#scene.stack.settings.state).length > 0) this.#scene.signals.emit("real");
      await sleep(200);
    }
  }
}
