import type { Control } from "./control/control.ts";
import type { Fault } from "./control/state.ts";
import type { PlatformAccess, SamplePlatform, SampleTenant } from "./world/tenants.ts";
import type { Moment } from "./world/truth.ts";
import type { World } from "./world/world.ts";

/** What every platform's API is built on. */
export interface PlatformDeps {
  readonly world: World;
  readonly control: Control;
  /** How long a page is when it is slow, in milliseconds: by itself now and then, and by the fault `slow`. */
  readonly slow: { readonly nowAndThen: number; readonly fault: number };
}

/** Whose token a request carries, and the state of the world it is answered from. */
export interface Caller {
  readonly tenant: SampleTenant;
  readonly access: PlatformAccess;
  readonly moment: Moment;
}

export interface PlatformEnv {
  Variables: { caller: Caller; tenantId: string };
}

/** Null when nobody's token is this one. */
export function callerOf(deps: PlatformDeps, platform: SamplePlatform, token: string | undefined): Caller | null {
  if (!token) return null;
  const tenant = deps.world.tenants.find((candidate) => candidate.access[platform].accessToken === token);
  return tenant ? { tenant, access: tenant.access[platform], moment: deps.control.moment } : null;
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
