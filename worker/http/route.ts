import type { z } from "zod";
import type { AgencyRole, Capability, PlatformRole, Role } from "#contracts/capabilities.ts";
import type { Endpoint } from "#contracts/endpoint.ts";
import type { Clock } from "../clock.ts";
import type { AgencyStore } from "../db/agency-store.ts";
import type { Caller } from "../db/callers.ts";
import type { SystemStore } from "../db/system-store.ts";
import type { TenantStore } from "../db/tenant-store.ts";
import type { Log } from "../log.ts";
import type { Services } from "../services.ts";
import type { Reply } from "./reply.ts";
import type { Trace } from "./trace.ts";
import type { Upload } from "./upload.ts";

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
  /** The body of one whose `binary` is `streamed`, null of others. */
  readonly upload: Upload | null;
  /** Milliseconds spent on knowing who calls; for Server-Timing. */
  readonly authMs: number;
  /** Makes rows of the audit log about this request and its caller. */
  readonly trace: Trace;
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

/** Access by a capability: a person or an API key. `tenant` is the caller's own, and nothing here reaches another one. */
export interface TenantContext extends BaseContext {
  readonly caller: Caller;
  readonly capabilities: readonly Capability[];
  /** Empty for an API key, which therefore grants nothing. */
  readonly roles: readonly Role[];
  readonly tenantId: string;
  readonly tenant: TenantStore;
}

/** Access `signed-in`: a person, about what is theirs. */
export interface PersonContext extends BaseContext {
  readonly user: SignedInUser;
  readonly sessionId: string;
  readonly roles: readonly Role[];
  readonly capabilities: readonly Capability[];
  readonly tenantId: string;
  readonly tenant: TenantStore;
}

/** Access `agency.…`: a person who holds that capability in the agency of the path. `agency` reaches it and its tenants only. */
export interface AgencyContext extends BaseContext {
  readonly user: SignedInUser;
  readonly roles: readonly (AgencyRole | PlatformRole)[];
  readonly agencyId: string;
  readonly agency: AgencyStore;
}

/** Access `platform.…`: one of our own people, who reads across tenants. */
export interface PlatformContext extends BaseContext {
  readonly user: SignedInUser;
  readonly system: SystemStore;
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
  readonly caller: "public" | "person" | "tenant" | "agency" | "platform" | "internal";
  readonly handle: (context: never) => Promise<unknown>;
}

type Define<Context> = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, O>,
  handle: (context: Context & Input<P, Q, B>) => Promise<Answer<O>>,
) => Route;

function definer<Context>(caller: Route["caller"]): Define<Context> {
  return (endpoint, handle) => {
    if (kindOf(endpoint.access) !== caller)
      throw new Error(`${endpoint.name} has access "${endpoint.access}", which is not ${caller}`);
    return { endpoint, caller, handle };
  };
}

const kindOf = (access: Endpoint["access"]): Route["caller"] => {
  if (access === "public") return "public";
  if (access === "signed-in") return "person";
  if (access === "runner" || access === "operator") return "internal";
  if (access.startsWith("agency.")) return "agency";
  return access.startsWith("platform.") ? "platform" : "tenant";
};

/** Handlers give the answer's body (checked against the contract), or a `reply` when status or headers matter, or throw a `problem`. */
export const publicRoute = definer<PublicContext>("public");
export const personRoute = definer<PersonContext>("person");
export const tenantRoute = definer<TenantContext>("tenant");
export const agencyRoute = definer<AgencyContext>("agency");
export const platformRoute = definer<PlatformContext>("platform");
export const internalRoute = definer<InternalContext>("internal");
