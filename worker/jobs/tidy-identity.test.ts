import { expect, test } from "vitest";
import { openWorld } from "../testing/ledger-world.ts";

const day = 24 * 60 * 60_000;

test("an hourly chore sees to the signing keys, and forgets tokens and sessions 30 days after their end", async () => {
  const world = await openWorld();
  const now = world.app.clock();
  const user = "insert into users (id, name, email, created_at, updated_at) values ('u', 'U', 'u@u.test', 0, 0)";
  await world.rows(user);
  for (const [id, expiresAt] of [
    ["old", now - 30 * day - 1000],
    ["ended", now - 29 * day],
    ["alive", now + day],
  ]) {
    const values = [id, expiresAt] as const;
    await world.rows(
      "insert into refresh_tokens (hash, session_id, user_id, tenant_id, created_at, expires_at) values (?1, ?1, 'u', 't', 0, ?2)",
      ...values,
    );
    await world.rows(
      "insert into one_time_tokens (hash, purpose, subject, created_at, expires_at) values (?1, 'invite', 'i', 0, ?2)",
      ...values,
    );
    await world.rows(
      "insert into sessions (id, token, user_id, expires_at, created_at, updated_at) values (?1, ?1, 'u', ?2, 0, 0)",
      ...values,
    );
  }
  await world.tick("chores");
  for (const table of ["refresh_tokens", "one_time_tokens", "sessions"]) {
    expect(await world.count(table), table).toBe(2);
    expect(await world.count(`${table} where expires_at < ${now - 30 * day}`), table).toBe(0);
  }
  expect(await world.count("signing_keys")).toBe(1);
  world.app.pass(29 * day);
  await world.tick("chores");
  expect(await world.count("signing_keys")).toBe(2);
});
