import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ConnectorFailure } from "../connector/failure.ts";
import { createCensor } from "../connector/secrets.ts";
import { createSpool } from "../records/spool.ts";
import type { Configuration } from "../store/sources.ts";
import { record } from "../testing/lake.ts";
import { openJobLog, readJobLog } from "./job-log.ts";
import { createReading } from "./read-connector.ts";

const well = { code: 0, signal: null };

/** A connector that says these lines, and what became of them. */
async function hear(...lines: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "reading-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const spool = await createSpool(join(folder, "spool"));
  const log = await openJobLog(folder, 1);
  log.censorWith(createCensor(["hidden-token"]));
  const kept: Configuration[] = [];
  const reading = createReading("tiktok-marketing", spool, log, (configuration) => kept.push(configuration));
  for (const line of lines) await reading.line(Buffer.from(line));
  const spooled = await spool.close();
  await log.close();
  return { reading, kept, spooled, text: String((await readJobLog(folder, 1)).bytes) };
}
const trace = (error: object) => JSON.stringify({ type: "TRACE", trace: { type: "ERROR", emitted_at: 1, error } });
const status = (name: string, value: string) =>
  JSON.stringify({
    type: "TRACE",
    trace: { type: "STREAM_STATUS", emitted_at: 1, stream_status: { stream_descriptor: { name }, status: value } },
  });
const state = (at: string, more = "") =>
  `{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"ads"},"stream_state":{"at":${at}}}${more}}}`;

const counted = (records: number) => state("1", `,"sourceStats":{"recordCount":${records}}`);

test("records are spooled as they came, byte for byte", async () => {
  const lines = [record("ads", '{"id":7002238017842757633,"x":1.10}'), record("ads", '{ "id" : 2 }')];
  const { spooled } = await hear(...lines);
  expect(spooled).toMatchObject([{ name: "ads", rows: 2 }]);
  expect(readFileSync(spooled[0]!.path, "utf8")).toBe(`${lines.join("\n")}\n`);
});

test("the last state of a stream is kept, every digit of it", async () => {
  const { reading, text } = await hear(
    state("1"),
    state("7002238017842757633"),
    '{"type":"STATE","state":{"type":"GLOBAL"}}',
  );
  expect([...reading.states.values()].map((kept) => kept.state)).toEqual([
    '{"type":"STREAM","stream":{"stream_descriptor":{"name":"ads"},"stream_state":{"at":7002238017842757633}}}',
  ]);
  expect(text).toContain("a state of type GLOBAL is not kept");
});

test("a rotated configuration is handed on", async () => {
  const config = { credentials: { refresh_token: "new" } };
  const control = { type: "CONNECTOR_CONFIG", emitted_at: 1, connectorConfig: { config } };
  const { kept } = await hear(JSON.stringify({ type: "CONTROL", control }));
  expect(kept).toEqual([config]);
});

test("plain text and logs go to the log, secrets masked", async () => {
  const { text } = await hear(
    "Traceback: hidden-token",
    '{"type":"LOG","log":{"level":"WARN","message":"token=hidden-token"}}',
  );
  expect(text).toContain("INFO Traceback: **********");
  expect(text).toContain("WARN token=**********");
});

test.each([
  [[trace({ message: "no access", failure_type: "config_error" })], "config", "no access"],
  [
    [trace({ message: "later", failure_type: "transient_error", stream_descriptor: { name: "ads" } })],
    "transient",
    "ads: later",
  ],
  [
    [
      trace({
        message: "Something went wrong in the connector. See the logs for more details.",
        internal_message: "KeyError: 'x'",
      }),
    ],
    "system",
    "KeyError: 'x'",
  ],
  [[trace({ message: "first" }), trace({ message: "second", failure_type: "config_error" })], "system", "first"],
  [
    [trace({ message: "ads: Access token is incorrect or has been revoked", failure_type: "system_error" })],
    "config",
    "ads: Access token is incorrect or has been revoked",
  ],
  [
    [trace({ message: "Exception while syncing stream ads: Too many requests.", failure_type: "system_error" })],
    "transient",
    "Exception while syncing stream ads: Too many requests.",
  ],
  [[status("ads", "INCOMPLETE")], "system", "stream ads did not come to its end"],
  [[status("ads", "STARTED"), status("ads", "RUNNING")], "system", "stream ads did not come to its end"],
  [
    [record("ads", "{}"), counted(1), record("ads", "{}"), counted(2)],
    "system",
    "stream ads: the connector counted 2 records up to a state, 1 arrived",
  ],
])("%j fails as %s: %s", async (lines, errorClass, message) => {
  const { reading } = await hear(...lines);
  const conclude = () => reading.conclude(well);
  expect(conclude).toThrow(ConnectorFailure);
  expect(conclude).toThrow(expect.objectContaining({ errorClass, message }));
});

test("a version that is no longer spoken is named, though the connector only says that the request was bad", async () => {
  const fault = {
    message: "HTTP Status Code: 400. Error: Bad request. Please check your request parameters.",
    internal_message: "Response (body): {'requestError': 'UNSUPPORTED_VERSION'}",
    failure_type: "config_error",
  };
  const { reading } = await hear(trace(fault));
  expect(() => reading.conclude(well)).toThrow(
    expect.objectContaining({
      errorClass: "system",
      message: 'the platform no longer answers the API version that the connector speaks ("UNSUPPORTED_VERSION")',
    }),
  );
});

test("an account that may not be read any more is no matter of the token", async () => {
  const fault = {
    message: "Credentials don't have enough permissions. Re-authenticate or refresh access token.",
    internal_message: "(#200) Ad account owner has NOT grant ads_management or ads_read permission",
    failure_type: "config_error",
  };
  const { reading } = await hear(trace(fault));
  expect(() => reading.conclude(well)).toThrow(
    expect.objectContaining({
      errorClass: "config",
      message: 'one of the accounts may not be read any more ("Ad account owner has NOT grant")',
    }),
  );
});

test("the longest wait that the platform named goes with the failure", async () => {
  const log = (message: string) => JSON.stringify({ type: "LOG", log: { level: "ERROR", message } });
  const { reading } = await hear(
    log("failed with status code '429'. Response (headers): '{'Retry-After': '60'}'"),
    trace({ message: "Too many requests.", internal_message: "retryDelay: '7200s'", failure_type: "transient_error" }),
  );
  expect(() => reading.conclude(well)).toThrow(expect.objectContaining({ errorClass: "transient", retryAfter: 7200 }));
});

test("a stream counts as complete only when the connector said so", async () => {
  const { reading } = await hear(status("ads", "STARTED"), status("ads", "COMPLETE"), status("sets", "STARTED"));
  expect([...reading.completed]).toEqual(["ads"]);
});

test("how the process ended counts, too", async () => {
  const { reading } = await hear(status("ads", "STARTED"), status("ads", "COMPLETE"));
  expect(() => reading.conclude(well)).not.toThrow();
  reading.errorText("Killed by the kernel");
  expect(() => reading.conclude({ code: 1, signal: null })).toThrow("code 1: Killed by the kernel");
  expect(() => reading.conclude({ code: null, signal: "SIGKILL" })).toThrow("SIGKILL");
});
