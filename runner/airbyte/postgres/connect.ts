import { Client, type ClientConfig } from "pg";
import { messageOf } from "../log.ts";
import type { PostgresConfiguration, SslMode } from "./configuration.ts";
import { postgresFailure } from "./failure.ts";

const CONNECT_MS = 10_000;
const NO_TLS = /does not support SSL/;
/** The limits of a server for its readers would end a transaction that waits for rows to be made. */
const SESSION = "set time zone 'UTC'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0";
const unchecked = { rejectUnauthorized: false };

/** Connected, in UTC. Work that is aborted loses its connection, and PostgreSQL takes back what was not committed. Throws a ConnectorFailure. */
export async function withPostgres<T>(
  configuration: PostgresConfiguration,
  signal: AbortSignal,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connect(configuration).catch((error: unknown) => {
    throw postgresFailure(error, configuration);
  });
  const cut = () => client.connection.stream.destroy();
  signal.addEventListener("abort", cut, { once: true });
  try {
    signal.throwIfAborted();
    await client.query(SESSION);
    return await work(client);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw postgresFailure(error, configuration);
  } finally {
    signal.removeEventListener("abort", cut);
    await client.end().catch(() => {});
  }
}

/** `prefer` and `allow` try both ways, in their order. */
async function connect(configuration: PostgresConfiguration): Promise<Client> {
  const mode = modeOf(configuration);
  if (mode.mode === "prefer")
    return open(configuration, unchecked).catch((error: unknown) => {
      if (NO_TLS.test(messageOf(error))) return open(configuration, false);
      throw error;
    });
  if (mode.mode === "allow")
    return open(configuration, false).catch((error: unknown) =>
      open(configuration, unchecked).catch(() => {
        throw error;
      }),
    );
  return open(configuration, tlsOf(mode));
}

const modeOf = ({ ssl, ssl_mode }: PostgresConfiguration): SslMode =>
  ssl === false ? { mode: "disable" } : (ssl_mode ?? { mode: ssl ? "require" : "disable" });

function tlsOf(mode: SslMode): NonNullable<ClientConfig["ssl"]> {
  switch (mode.mode) {
    case "disable":
      return false;
    case "verify-ca":
      return { ca: mode.ca_certificate, checkServerIdentity: () => undefined };
    case "verify-full": {
      const { ca_certificate: ca, client_certificate: cert, client_key: key, client_key_password } = mode;
      return { ca, cert, key, ...(client_key_password && { passphrase: client_key_password }) };
    }
    default:
      return unchecked;
  }
}

async function open(
  { host, port, database, username, password }: PostgresConfiguration,
  ssl: NonNullable<ClientConfig["ssl"]>,
): Promise<Client> {
  const client = new Client({
    ...{ host, port, database, user: username, ssl, keepAlive: true, connectionTimeoutMillis: CONNECT_MS },
    // Without one, the library would look for one in its own environment and files.
    password: password ?? "",
    application_name: "adinsights",
  });
  // A connection that breaks between two queries fails the next one; unheard, it would end this process.
  client.on("error", () => {});
  await client.connect();
  return client;
}
