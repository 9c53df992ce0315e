import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const good = {
  AIRBYTE_PORT: "8789",
  AIRBYTE_STATE: "/tmp/state",
  LAKE: "/tmp/lake",
  VENVS: "/tmp/venvs",
  AIRBYTE_CLIENT_ID: "id",
  AIRBYTE_CLIENT_SECRET: "long enough to be one",
  AIRBYTE_SECRET_KEY: randomBytes(32).toString("base64"),
};

test("reads a whole environment", () => {
  const hosts = '{"graph.facebook.com":"http://127.0.0.1:8788/meta"}';
  expect(readConfig({ ...good, STAND_IN_HOSTS: hosts })).toMatchObject({
    port: 8789,
    parallel: 2,
    limits: { memoryBytes: 2 ** 31, diskBytes: 20 * 2 ** 30, reserveBytes: 2 ** 30 },
    standIns: { "graph.facebook.com": "http://127.0.0.1:8788/meta" },
  });
});

test.each([
  ["AIRBYTE_SECRET_KEY", "c2hvcnQ=", "32 random bytes"],
  ["STAND_IN_HOSTS", "{", "must be JSON"],
  ["STAND_IN_HOSTS", '{"graph.facebook.com":"https://example.org"}', "loopback"],
  ["AIRBYTE_PORT", "x", "AIRBYTE_PORT"],
  ["AIRBYTE_MEMORY_MIB", "8", "64"],
  ["AIRBYTE_DISK_MIB", "much", "number"],
  ["AIRBYTE_DISK_RESERVE_MIB", "-1", "0"],
])("names %s when it is %s, and does not repeat it", (name, value, reason) => {
  const read = () => readConfig({ ...good, [name]: value });
  expect(read).toThrow(name);
  expect(read).toThrow(reason);
  expect(read).not.toThrow(good.AIRBYTE_CLIENT_SECRET);
});
