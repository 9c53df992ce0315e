import { importJWK, SignJWT } from "jose";
import type { z } from "zod";
import type { Endpoint } from "#contracts/endpoint.ts";
import type { ConnectionPlatform } from "#contracts/fields.ts";
import * as operator from "#contracts/operator.ts";
import { callEndpoint } from "./api-call.ts";
import type { Secrets } from "./secrets.ts";

/** What an operator may ask of the Worker, signed with the operator key. */
export class WorkerApi {
  readonly #url: string;
  readonly #key: Secrets["operatorKey"];

  constructor(url: string, key: Secrets["operatorKey"]) {
    this.#url = url;
    this.#key = key;
  }

  putTenant(tenantId: string, spec: operator.TenantSpec) {
    return this.#call(operator.putTenant, { tenant_id: tenantId }, spec);
  }

  putAgency(agencyId: string, spec: operator.AgencySpec) {
    return this.#call(operator.putAgency, { agency_id: agencyId }, spec);
  }

  putConnection(tenantId: string, connectionId: string, spec: Omit<operator.ConnectionSpec, "id">) {
    return this.#call(operator.putConnection, { tenant_id: tenantId, connection_id: connectionId }, spec);
  }

  resetSecondFactor(email: string, endSessions: boolean) {
    return this.#call(operator.resetSecondFactor, {}, { email, end_sessions: endSessions });
  }

  syncNow(tenantId: string, connectionIds?: string[]) {
    return this.#call(
      operator.syncNow,
      { tenant_id: tenantId },
      connectionIds ? { connection_ids: connectionIds } : {},
    );
  }

  resumePlatform(platform: ConnectionPlatform) {
    return this.#call(operator.resumePlatform, { platform }, {});
  }

  status(tenantId: string) {
    return this.#call(operator.tenantStatus, { tenant_id: tenantId });
  }

  /** Fires a Cron trigger, as Cloudflare would at its time; `0 * * * *`, which only people fire, syncs everything now. */
  async tick(cron: "* * * * *" | "17 * * * *" | "0 * * * *"): Promise<void> {
    const response = await fetch(`${this.#url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`, {
      signal: AbortSignal.timeout(60_000),
    });
    const said = await response.text();
    if (!response.ok) throw new Error(`The Cron tick answered ${response.status}: ${said.slice(0, 200)}`);
  }

  async #token(): Promise<string> {
    return new SignJWT({ scope: "operator" })
      .setProtectedHeader({ alg: "EdDSA", kid: this.#key.kid })
      .setIssuer("adinsights-operator")
      .setAudience("adinsights-worker")
      .setSubject("local")
      .setIssuedAt()
      .setExpirationTime("50s")
      .sign(await importJWK(this.#key, "EdDSA"));
  }

  async #call<Output extends z.ZodType>(
    endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, Output>,
    params: Record<string, string>,
    body?: unknown,
  ): Promise<z.output<Output>> {
    return callEndpoint(this.#url, endpoint, { token: await this.#token(), params, body });
  }
}
