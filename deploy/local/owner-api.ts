import type { z } from "zod";
import { login } from "#contracts/auth.ts";
import { type ConnectionView, createConnection, listConnections } from "#contracts/connections.ts";
import { type Connector, installConnector, listConnectors } from "#contracts/connectors.ts";
import type { Endpoint } from "#contracts/endpoint.ts";
import { callEndpoint } from "./api-call.ts";

/** Access tokens are good for five minutes. */
const tokenMs = 240_000;
/** A connector is started, asked twice, and waits for its turn. */
const connectMs = 400_000;

/** What the owner of a tenant does with the public API, as the wizard of the page does. */
export class OwnerApi {
  readonly #url: string;
  readonly #credentials: { readonly email: string; readonly password: string };
  #token: { value: Promise<string>; until: number } | null = null;

  constructor(url: string, { email, password }: { readonly email: string; readonly password: string }) {
    this.#url = url;
    this.#credentials = { email, password };
  }

  /** Whatever an endpoint answers that asks for nothing. */
  read<Output extends z.ZodType>(
    endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, Output>,
  ): Promise<z.output<Output>> {
    return this.#call(endpoint, {});
  }

  async connectors(): Promise<Connector[]> {
    return (await this.#call(listConnectors, {})).connectors;
  }

  install(sourceType: string): Promise<Connector> {
    return this.#call(installConnector, { params: { source_type: sourceType }, body: {} });
  }

  async connections(): Promise<ConnectionView[]> {
    return (await this.#call(listConnections, { query: { limit: "200" } })).connections;
  }

  /** Connects an account, which begins its first sync. Gives the connection's id. */
  async connect(body: z.input<NonNullable<typeof createConnection.body>>): Promise<string> {
    return (await this.#call(createConnection, { body, timeoutMs: connectMs })).connection.id;
  }

  async #call<Output extends z.ZodType>(
    endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, Output>,
    call: Omit<Parameters<typeof callEndpoint>[2], "token">,
  ): Promise<z.output<Output>> {
    return callEndpoint(this.#url, endpoint, { ...call, token: await this.#signedIn() });
  }

  #signedIn(): Promise<string> {
    if (this.#token && this.#token.until > Date.now()) return this.#token.value;
    const value = callEndpoint(this.#url, login, { body: this.#credentials }).then(({ access }) => access);
    this.#token = { value, until: Date.now() + tokenMs };
    value.catch(() => {
      this.#token = null;
    });
    return value;
  }
}
