import type { z } from "zod";
import type { Endpoint } from "#contracts/endpoint.ts";
import {
  commit,
  type FailureClass,
  fail,
  heartbeat,
  Lease,
  lease,
  type Progress,
  putShard,
} from "#contracts/runner.ts";
import type { Manifest, Shard } from "#contracts/snapshot.ts";
import { retry } from "./retry.ts";
import type { SignToken } from "./token.ts";
import { errorOf, WorkerRefused, WorkerUnreachable } from "./worker-errors.ts";

const answerWithinMs = 30_000;
/** Well below the time of a lease, so that a beat that hangs leaves room for the next. */
const beatWithinMs = 8_000;
/** A Worker that restarts is back within this time. */
const surviveMs = 120_000;

type Held = Pick<Lease, "run_id" | "lease_token">;

interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly signal: AbortSignal;
  readonly withinMs?: number;
}

/** The Worker's `/internal/runner/*`. Throws LeaseLost, WorkerUnreachable or WorkerRefused; a signal's reason when that aborts. */
export class WorkerClient {
  readonly #url: string;
  readonly #sign: SignToken;

  constructor(url: string, sign: SignToken) {
    this.#url = url;
    this.#sign = sign;
  }

  /** `null` when no transform waits. */
  async lease(runnerId: string, signal: AbortSignal): Promise<Lease | null> {
    const response = await this.#send(lease, { json: { runner_id: runnerId }, signal });
    return response.status === 204 ? null : this.#read(Lease, response, lease.name);
  }

  async heartbeat(held: Held, progress: Progress, signal: AbortSignal): Promise<void> {
    const response = await this.#send(heartbeat, {
      params: { run_id: held.run_id },
      json: { lease_token: held.lease_token, progress },
      signal,
      withinMs: beatWithinMs,
    });
    await response.body?.cancel();
  }

  async putShard(
    held: Held,
    shard: Pick<Shard, "name" | "sha256">,
    bytes: Uint8Array,
    signal: AbortSignal,
  ): Promise<void> {
    const params = { run_id: held.run_id, name: shard.name };
    const query = { lease_token: held.lease_token, sha256: shard.sha256 };
    await this.#persist(putShard, { params, query, bytes, signal });
  }

  async commit(held: Held, manifest: Manifest, signal: AbortSignal): Promise<void> {
    const json = { lease_token: held.lease_token, manifest };
    await this.#persist(commit, { params: { run_id: held.run_id }, json, signal });
  }

  async fail(
    held: Held,
    errorClass: z.infer<typeof FailureClass>,
    reason: string,
    signal: AbortSignal,
    forMs = surviveMs,
  ): Promise<void> {
    const json = {
      lease_token: held.lease_token,
      error_class: errorClass,
      reason: reason.slice(0, 2000) || "no reason given",
    };
    await this.#persist(fail, { params: { run_id: held.run_id }, json, signal }, forMs);
  }

  async #persist(endpoint: Endpoint, call: Call, forMs = surviveMs): Promise<void> {
    const isTransient = (error: unknown) => error instanceof WorkerUnreachable;
    const response = await retry(() => this.#send(endpoint, call), { forMs, signal: call.signal, isTransient });
    await response.body?.cancel();
  }

  async #send(endpoint: Endpoint, call: Call): Promise<Response> {
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(call.params?.[name] ?? ""),
    );
    const query = call.query ? `?${new URLSearchParams(call.query)}` : "";
    const response = await fetch(`${this.#url}${path}${query}`, {
      method: endpoint.method.toUpperCase(),
      headers: {
        authorization: `Bearer ${await this.#sign()}`,
        "content-type": endpoint.binary?.type ?? "application/json",
      },
      body: call.bytes ? new Uint8Array(call.bytes) : JSON.stringify(call.json),
      signal: AbortSignal.any([call.signal, AbortSignal.timeout(call.withinMs ?? answerWithinMs)]),
    }).catch((cause: unknown) => {
      call.signal.throwIfAborted();
      throw new WorkerUnreachable(`${endpoint.name}: the Worker at ${this.#url} does not answer`, { cause });
    });
    if (!response.ok) throw await errorOf(response, endpoint.name);
    return response;
  }

  async #read<T extends z.ZodType>(schema: T, response: Response, call: string): Promise<z.output<T>> {
    const result = schema.safeParse(await response.json());
    if (!result.success)
      throw new WorkerRefused(response.status, `${call}: the answer does not fit: ${result.error.message}`);
    return result.data;
  }
}
