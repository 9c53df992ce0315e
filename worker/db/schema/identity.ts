import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Who people are. Users, accounts (passwords as scrypt hashes with provider `credential`, and OIDC links), sessions and verifications are
 * better-auth's tables, and only it hashes passwords; the rest are ours. Instants of its tables are dates, of ours milliseconds.
 */
const instant = (name: string) => integer(name, { mode: "timestamp_ms" });

export const users = sqliteTable("users", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull().default(false),
  image: text(),
  /** Ours: a role over the whole platform. Only operators give it. */
  platformRole: text("platform_role", { enum: ["platform_admin", "support"] }),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The tenant this session works in; ours, set at sign-in and by a switch. */
    activeTenantId: text("active_tenant_id"),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [index("sessions_by_user").on(t.userId)],
);

export const accounts = sqliteTable(
  "accounts",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text(),
    password: text(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [index("accounts_by_user").on(t.userId)],
);

export const verifications = sqliteTable(
  "verifications",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [index("verifications_by_identifier").on(t.identifier)],
);

/** Refresh tokens by their SHA-256. A family is the session they all come from; a used one that comes again ends it. */
export const refreshTokens = sqliteTable(
  "refresh_tokens",
  {
    hash: text().primaryKey(),
    /** The session's id; no foreign key, so that a token of an ended session can be told from one that never was. */
    sessionId: text("session_id").notNull(),
    userId: text("user_id").notNull(),
    tenantId: text("tenant_id").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [index("refresh_tokens_of_session").on(t.sessionId), index("refresh_tokens_expiry").on(t.expiresAt)],
);

/** Links that mail carries, and challenges of half-done sign-ins, by the SHA-256 of their token. Rows outlive their use, so that a second use can be told. */
export const oneTimeTokens = sqliteTable(
  "one_time_tokens",
  {
    hash: text().primaryKey(),
    purpose: text({ enum: ["password-reset", "email-change", "invite", "second-factor"] }).notNull(),
    /** The user's id; of an invite, the invite's. */
    subject: text().notNull(),
    /** JSON of what the purpose needs, such as the new address. */
    data: text(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
    /** A newer one was made in its place, or it was taken back. */
    revokedAt: integer("revoked_at"),
  },
  (t) => [
    index("one_time_tokens_of_subject").on(t.purpose, t.subject),
    index("one_time_tokens_expiry").on(t.expiresAt),
  ],
);

/** TOTP of a person; sealed by the secret store. Counts once confirmed by a first code. */
export const secondFactors = sqliteTable("second_factors", {
  userId: text("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  secret: text().notNull(),
  createdAt: integer("created_at").notNull(),
  confirmedAt: integer("confirmed_at"),
  /** The time step of the last code that was taken: no code works twice. */
  lastStep: integer("last_step").notNull().default(0),
});

export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    hash: text().notNull(),
    createdAt: integer("created_at").notNull(),
    usedAt: integer("used_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.hash] })],
);

/** Keys that sign access tokens: published before they sign, kept until what they signed has expired. The private part is sealed. */
export const signingKeys = sqliteTable("signing_keys", {
  kid: text().primaryKey(),
  publicJwk: text("public_jwk").notNull(),
  privateJwk: text("private_jwk").notNull(),
  createdAt: integer("created_at").notNull(),
  signsFrom: integer("signs_from").notNull(),
  signsUntil: integer("signs_until").notNull(),
});
