import type { z } from "zod";
import type { Role } from "#contracts/capabilities.ts";
import type { Endpoint } from "#contracts/endpoint.ts";
import type { Clock } from "../clock.ts";
import type { SystemStore } from "../db/system-store.ts";
import type { TenantStore } from "../db/tenant-store.ts";
import type { Log } from "../log.ts";
import type { Services } from "../services.ts";
import type { Reply } from "./reply.ts";

/** What every handler gets beside its parsed input. */
export interface BaseContext {
  readonly requestId: string;
  readonly headers: Headers;
  /** Origin of the request's URL, e.g. `http://127.0.0.1:8787`. */
  readonly origin: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly services: Services;
  /** The body of an endpoint with `binary`; empty otherwise. */
  readonly bytes: Uint8Array;
  /** Milliseconds spent on knowing who calls; for Server-Timing. */
  readonly authMs: number;
  waitUntil(work: Promise<unknown>): void;
}

export interface SignedInUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export interface PublicContext extends BaseContext {
  readonly system: SystemStore;
}

/** Access `signed-in` or a capability: `tenant` is the caller's own, and nothing here reaches another one. */
export interface TenantContext extends BaseContext {
  readonly user: SignedInUser;
  readonly role: Role;
  readonly sessionId: string;
  readonly tenantId: string;
  readonly tenant: TenantStore;
}

/** Access `runner` or `operator`: our own machines. */
export interface InternalContext extends BaseContext {
  /** `sub` of the caller's token. */
  readonly caller: string;
  readonly system: SystemStore;
  openTenant(tenantId: string): TenantStore;
}

interface Input<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
}

type Answer<Output extends z.ZodType> = z.input<Output> | Reply;

/** A handler as the app runs it; its input was parsed by the endpoint it stands beside. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly caller: "public" | "tenant" | "internal";
  readonly handle: (context: never) => Promise<unknown>;
}

type Define<Context> = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, O>,
  handle: (context: Context & Input<P, Q, B>) => Promise<Answer<O>>,
) => Route;

function definer<Context>(caller: Route["caller"], fits: (access: Endpoint["access"]) => boolean): Define<Context> {
  return (endpoint, handle) => {
    if (!fits(endpoint.access))
      throw new Error(`${endpoint.name} has access "${endpoint.access}", which is not ${caller}`);
    return { endpoint, caller, handle };
  };
}

const internal = (access: Endpoint["access"]) => access === "runner" || access === "operator";

/** Handlers give the answer's body (checked against the contract), or a `reply` when status or headers matter, or throw a `problem`. */
export const publicRoute = definer<PublicContext>("public", (access) => access === "public");
export const tenantRoute = definer<TenantContext>("tenant", (access) => access !== "public" && !internal(access));
export const internalRoute = definer<InternalContext>("internal", internal);
