import { z } from "zod";
import type { JsonSchema } from "../connector/messages.ts";

const pem = z.string().includes("-----BEGIN", "must be in PEM form");
/** As libpq names them, from none to certificates checked both ways. */
const SslMode = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.enum(["disable", "allow", "prefer", "require"]) }),
  z.strictObject({ mode: z.literal("verify-ca"), ca_certificate: pem, client_key_password: z.string().optional() }),
  z.strictObject({
    mode: z.literal("verify-full"),
    ca_certificate: pem,
    client_certificate: pem,
    client_key: pem,
    client_key_password: z.string().optional(),
  }),
]);
export type SslMode = z.infer<typeof SslMode>;

const only = <T extends boolean | string>(value: T) =>
  z.literal(value, `can only be ${JSON.stringify(value)} here`).optional();

/** Of destination-postgres's settings those that we act on; another one is refused unless it says what we do anyway. */
export const PostgresConfiguration = z.strictObject({
  destinationType: z.literal("postgres"),
  host: z.string().trim().min(1),
  port: z.coerce.number().int().min(1).max(65535).default(5432),
  database: z.string().min(1),
  schema: z.string().min(1).max(63).default("public"),
  username: z.string().min(1),
  password: z.string().optional(),
  ssl: z.boolean().optional(),
  ssl_mode: SslMode.optional(),
  tunnel_method: z
    .strictObject({ tunnel_method: z.literal("NO_TUNNEL", "can only be NO_TUNNEL: there are no tunnels here") })
    .optional(),
  jdbc_url_params: only(""),
  raw_data_schema: z.string().optional(),
  disable_type_dedupe: only(false),
  drop_cascade: z.boolean().optional(),
  unconstrained_number: only(false),
});
export type PostgresConfiguration = z.infer<typeof PostgresConfiguration>;

const secret = { type: "string", airbyte_secret: true };

/** What of a configuration is secret. */
export const postgresSecrets: JsonSchema = {
  type: "object",
  properties: {
    password: secret,
    ssl_mode: {
      type: "object",
      properties: {
        ca_certificate: secret,
        client_certificate: secret,
        client_key: secret,
        client_key_password: secret,
      },
    },
  },
};
