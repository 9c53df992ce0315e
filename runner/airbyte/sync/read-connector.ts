import { ConnectorFailure } from "../connector/failure.ts";
import { type Message, type OtherMessage, type TraceError, toMessage } from "../connector/messages.ts";
import { trueFailure } from "../connector/misreports.ts";
import { classOf } from "../connector/operations.ts";
import type { Exit } from "../connector/process.ts";
import { retryAfterIn } from "../connector/retry-after.ts";
import { parseExactly } from "../exact-json.ts";
import type { Spool } from "../records/spool.ts";
import type { StreamState } from "../store/landings.ts";
import type { Configuration } from "../store/sources.ts";
import type { JobLog } from "./job-log.ts";
import { RecordCounts } from "./record-counts.ts";

export interface Reading {
  line(bytes: Buffer): Promise<void>;
  errorText(text: string): void;
  /** Throws a ConnectorFailure unless the connector ended well. */
  conclude(exit: Exit): void;
  readonly states: ReadonlyMap<string, StreamState>;
  /** Streams that the connector said it had read to their end. */
  readonly completed: ReadonlySet<string>;
}

/** Takes what a connector says while it reads: records to the spool, states kept for later, the rest to the log. */
export function createReading(
  sourceType: string,
  spool: Spool,
  log: JobLog,
  keep: (configuration: Configuration) => void,
): Reading {
  const states = new Map<string, StreamState>();
  const begun = new Set<string>();
  const completed = new Set<string>();
  const counts = new RecordCounts();
  const faults: TraceError[] = [];
  let lastText = "";
  let retryAfter: number | undefined;

  const handle = (message: OtherMessage, text: string): void => {
    switch (message.type) {
      case "STATE":
        keepState(states, message, text, log);
        noteCount(message);
        break;
      case "LOG":
        if (message.log.level === "ERROR") noteRetryAfter(message.log.message);
        log.write(message.log.level, [message.log.message, message.log.stack_trace].filter(Boolean).join("\n"));
        break;
      case "CONTROL":
        if (message.control.connectorConfig) keep(exactConfiguration(text));
        break;
      case "TRACE":
        if (message.trace.error) noteFault(message.trace.error);
        if (message.trace.stream_status) noteStatus(message.trace.stream_status);
        break;
      default:
        log.write("WARN", `an unexpected ${message.type} message`);
    }
  };

  const hear = (bytes: Buffer): void => {
    const text = bytes.toString();
    const message = parse(text, log);
    if (message?.type === "RECORD") spool.takeAny(bytes);
    else if (message) handle(message, text);
  };
  const noteCount = ({ state }: Extract<OtherMessage, { type: "STATE" }>): void => {
    const name = state.stream?.stream_descriptor.name;
    if (name !== undefined) counts.state(name, spool.rowsOf(name), state.sourceStats?.recordCount);
  };
  const noteRetryAfter = (text: string): void => {
    const seconds = retryAfterIn(text);
    if (seconds !== undefined) retryAfter = Math.max(retryAfter ?? 0, seconds);
  };
  const noteFault = (fault: TraceError): void => {
    faults.push(fault);
    noteRetryAfter(detailsOf(fault));
    log.write("ERROR", [describe(fault), fault.internal_message, fault.stack_trace].filter(Boolean).join("\n"));
  };
  const noteStatus = ({ stream_descriptor, status }: { stream_descriptor: { name: string }; status: string }): void => {
    log.write("INFO", `stream ${stream_descriptor.name}: ${status}`);
    begun.add(stream_descriptor.name);
    if (status === "COMPLETE") completed.add(stream_descriptor.name);
    else completed.delete(stream_descriptor.name);
  };

  const failureOf = (fault: TraceError): ConnectorFailure => {
    const said = describe(fault);
    const { errorClass, message } = trueFailure(sourceType, classOf(fault.failure_type), said, detailsOf(fault));
    return new ConnectorFailure(errorClass, message, retryAfter);
  };

  return {
    states,
    completed,
    async line(bytes) {
      if (!spool.take(bytes, 0, bytes.length)) hear(bytes);
      await spool.settle();
    },
    errorText(text) {
      if (text.trim() === "") return;
      lastText = text;
      log.write("STDERR", text);
    },
    conclude({ code, signal }) {
      const [first] = faults;
      if (first) throw failureOf(first);
      if (signal) throw new ConnectorFailure("system", `the connector was ended by ${signal}`);
      if (code !== 0) throw new ConnectorFailure("system", `the connector ended with code ${code}: ${lastText}`);
      const stream = [...begun].find((name) => !completed.has(name));
      if (stream) throw new ConnectorFailure("system", `stream ${stream} did not come to its end`);
      if (counts.fault) throw new ConnectorFailure("system", counts.fault);
    },
  };
}

/** Connectors also print plain text; that belongs into the log. A message that does not fit the protocol does too. */
function parse(text: string, log: JobLog): Message | undefined {
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    log.write("INFO", text);
    return undefined;
  }
  return toMessage(value);
}

function keepState(
  states: Map<string, StreamState>,
  { state }: Extract<OtherMessage, { type: "STATE" }>,
  text: string,
  log: JobLog,
): void {
  if (!state.stream) {
    log.write("WARN", `a state of type ${state.type ?? "LEGACY"} is not kept, only states of streams are`);
    return;
  }
  const { name, namespace } = state.stream.stream_descriptor;
  const exact = parseExactly(text) as { state: unknown };
  states.set(name, { stream: name, namespace: namespace ?? "", state: JSON.stringify(exact.state) });
}

const exactConfiguration = (text: string): Configuration =>
  (parseExactly(text) as { control: { connectorConfig: { config: Configuration } } }).control.connectorConfig.config;

const detailsOf = (fault: TraceError): string => [fault.message, fault.internal_message].filter(Boolean).join("\n");

/** What the connector framework says when it caught something that nobody foresaw. */
const SAYS_NOTHING = /^Something went wrong in the connector/;

function describe(fault: TraceError): string {
  const said = SAYS_NOTHING.test(fault.message ?? "") ? (fault.internal_message ?? fault.message) : fault.message;
  const message = said || fault.internal_message || "the connector gave no reason";
  return fault.stream_descriptor ? `${fault.stream_descriptor.name}: ${message}` : message;
}
