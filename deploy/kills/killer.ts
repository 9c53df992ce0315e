import { setTimeout as sleep } from "node:timers/promises";
import { between, type Draw, drawsOf, pick } from "../../runner/sample/world/random.ts";
import { answers, until } from "../local/wait.ts";
import { aims, livesMs, type Victim } from "./aims.ts";
import type { NumberedLake } from "./lake.ts";
import { type Scene, strike } from "./strike.ts";
import { lakeHasNoGaps, noStateIsAhead } from "./verdict.ts";

const longestWaitMs = 15_000;

/** Kills one kind of process again and again at moments that are drawn, and notes what was hit. */
export class Killer {
  readonly #scene: Scene;
  readonly #lake: NumberedLake;
  readonly #victim: Victim;
  readonly #draw: Draw;
  /** One entry a kill: the phases in which it hit. */
  readonly hits: string[][] = [];

  constructor(scene: Scene, lake: NumberedLake, victim: Victim, seed: number) {
    this.#scene = scene;
    this.#lake = lake;
    this.#victim = victim;
    this.#draw = drawsOf(seed, victim);
  }

  async kill(times: number): Promise<void> {
    for (let left = times; left > 0; ) if (await this.#once()) left -= 1;
  }

  async #once(): Promise<boolean> {
    await this.#letLive();
    const { after, withinMs, patienceMs = longestWaitMs } = pick(this.#draw, aims[this.#victim]);
    const delayMs = between(this.#draw, 0, withinMs);
    if (after && !(await this.#scene.signals.next(after, patienceMs))) return false;
    await sleep(delayMs);
    const hit = await strike(this.#scene, this.#victim, after === "real");
    if (!hit) return false;
    this.hits.push(hit);
    await (this.#victim === "airbyte" ? noStateIsAhead : lakeHasNoGaps)(this.#scene.stack, this.#lake);
    if (this.#victim === "runner") this.#scene.ledger.runnerIsGone();
    return true;
  }

  /** Waits until the victim is back and has lived as long as was drawn. */
  async #letLive(): Promise<void> {
    const [least, most] = livesMs[this.#victim];
    const { settings } = this.#scene.stack;
    if (this.#victim === "worker") {
      this.#scene.ledger.workerIsGone();
      await until("the Worker", 60_000, answers(`${settings.urls.worker}/api/health/`), 50);
    }
    if (this.#victim === "airbyte")
      await until("Airbyte", 60_000, answers(`${settings.urls.airbyte}/api/public/v1/health`), 50);
    await sleep(between(this.#draw, least, most));
  }
}
