import { DatabaseError } from "pg";
import { ConnectorFailure } from "../connector/failure.ts";
import { messageOf } from "../log.ts";
import type { ErrorClass } from "../store/jobs.ts";
import type { PostgresConfiguration } from "./configuration.ts";

/** SQLSTATE, or the class that it begins with. */
const classes: readonly (readonly [string, ErrorClass])[] = [
  ["08", "transient"],
  ["28", "config"],
  ["3D", "config"],
  ["3F", "config"],
  ["42501", "config"],
  ["0A000", "config"],
  ["25006", "config"],
  ["23", "config"],
  ["40", "transient"],
  ["53", "transient"],
  ["55P03", "transient"],
  ["57P", "transient"],
];

/** What PostgreSQL or the way to it said, for people: who has to do something, and what. */
export function postgresFailure(error: unknown, configuration: PostgresConfiguration): ConnectorFailure {
  if (error instanceof ConnectorFailure) return error;
  const { host, port, database, username } = configuration;
  const reason = messageOf(error);
  if (!(error instanceof DatabaseError)) return onTheWay(error, host, port);
  const code = error.code ?? "";
  const errorClass = classes.find(([start]) => code.startsWith(start))?.[1] ?? "system";
  const said = code.startsWith("28")
    ? `username, password: PostgreSQL does not let ${username} in: ${reason}`
    : code.startsWith("3D")
      ? `database: there is no database ${database} at ${host}:${port}`
      : code === "42501"
        ? `username: ${username} lacks a right in ${database}: ${reason}`
        : [`PostgreSQL said: ${reason}`, error.detail].filter(Boolean).join(". ");
  return new ConnectorFailure(errorClass, said);
}

/** What our own side or the network said. */
function onTheWay(error: unknown, host: string, port: number): ConnectorFailure {
  const reason = error instanceof AggregateError ? error.errors.map(messageOf).join("; ") : messageOf(error);
  if (/^SASL/.test(reason))
    return new ConnectorFailure("config", `username, password: ${host}:${port} wants a password`);
  if (/SSL|TLS|certificate/i.test(reason))
    return new ConnectorFailure("config", `ssl_mode: ${host}:${port}: ${reason}`);
  return new ConnectorFailure("transient", `host, port: ${host}:${port} cannot be reached: ${reason}`);
}
