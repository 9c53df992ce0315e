import type { Context } from "hono";
import type { Control } from "./control/control.ts";
import { type Fault, faultKinds } from "./control/state.ts";
import type { CredentialsOf } from "./world/credentials.ts";
import type { PlatformAccess, SamplePlatform, SampleTenant } from "./world/tenants.ts";
import type { Moment } from "./world/truth.ts";
import type { World } from "./world/world.ts";

/** A report that somebody asked for, and of which days, first and last included. */
export interface AskedReport {
  readonly platform: Fault["platform"];
  readonly tenantId: string;
  readonly report: string;
  /** The campaign or ad, where a report is asked for one by one. */
  readonly of?: string;
  readonly from: string;
  readonly to: string;
}

/** What every platform's API is built on. */
export interface PlatformDeps {
  readonly world: World;
  readonly control: Control;
  /** How long a page is when it is slow, in milliseconds: by itself now and then, and by the fault `slow`. */
  readonly slow: { readonly nowAndThen: number; readonly fault: number };
  /** Is told of every report, so that the log shows which days a sync read. */
  readonly onReport: (asked: AskedReport) => void;
}

/** Whose token a request carries, and the state of the world it is answered from. */
export interface Caller<P extends SamplePlatform = SamplePlatform> {
  readonly tenant: SampleTenant;
  readonly access: PlatformAccess<P>;
  readonly moment: Moment;
}

export interface PlatformEnv<P extends SamplePlatform = SamplePlatform> {
  Variables: { caller: Caller<P>; tenantId: string };
}

/** Whose credentials a request `presents`; null when they are nobody's. */
export function callerOf<P extends SamplePlatform>(
  deps: PlatformDeps,
  platform: P,
  presents: (credentials: CredentialsOf[P]) => boolean,
): Caller<P> | null {
  for (const tenant of deps.world.tenants) {
    const access: PlatformAccess<P> = tenant.access[platform];
    if (presents(access.credentials)) return { tenant, access, moment: deps.control.moment };
  }
  return null;
}

/** What a platform says to who may not come in, and while it is told to misbehave. */
export type Refusals = Readonly<Partial<Record<Fault["fault"], () => Error>>>;

/** Throws what the platform says when a fault that it knows strikes this request of the tenant, or makes it wait. */
export async function sufferFault(
  deps: PlatformDeps,
  platform: Fault["platform"],
  tenantId: string,
  refusals: Refusals,
): Promise<void> {
  const known = faultKinds.filter((kind) => kind in refusals);
  const fault = deps.control.strike(platform, tenantId, [...known, "slow"]);
  if (fault === "slow") return pause(deps.slow.fault);
  const refusal = fault && refusals[fault];
  if (refusal) throw refusal();
}

/** Lets a request in that carries somebody's token, and no fault strikes. */
export async function admit<P extends SamplePlatform>(
  deps: PlatformDeps,
  platform: P,
  context: Context<PlatformEnv<P>>,
  caller: Caller<P>,
  refusals: Refusals,
): Promise<void> {
  context.set("caller", caller);
  context.set("tenantId", caller.tenant.id);
  await sufferFault(deps, platform, caller.tenant.id, refusals);
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

const SLOW_EVERY = 50;

/** Every fiftieth page is slow, the first one included. */
export function slowNowAndThen(milliseconds: number): () => Promise<void> {
  let pages = 0;
  return async () => {
    if (pages++ % SLOW_EVERY === 0) await pause(milliseconds);
  };
}

/** Whether a page of data is to be without rows. */
export const isEmptied = (deps: PlatformDeps, platform: Fault["platform"], caller: Caller): boolean =>
  deps.control.strike(platform, caller.tenant.id, ["empty"]) !== null;
