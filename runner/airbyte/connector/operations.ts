import { messageOf } from "../log.ts";
import type { Configuration } from "../store/sources.ts";
import type { SpecStore } from "../store/specs.ts";
import { type ConnectorDefinition, installedVersion } from "./definitions.ts";
import { ConnectorFailure } from "./failure.ts";
import type { Installer } from "./installer.ts";
import { manifestSpec } from "./manifest.ts";
import { type Catalog, JsonSchema, type OtherMessage, type TraceError, toMessage } from "./messages.ts";
import { type ConnectorHost, type Exit, runConnector } from "./process.ts";
import { createCensor, secretValues } from "./secrets.ts";
import type { Slots } from "./slots.ts";

const TIMEOUT_MS = 180_000;

export interface Connectors {
  /** The `connectionSpecification` of the installed version. */
  spec(definition: ConnectorDefinition): Promise<JsonSchema>;
  /** The same, with what the configuration's own manifest declares. Throws a ConnectorFailure when that may not run. */
  specFor(definition: ConnectorDefinition, configuration: Configuration): Promise<JsonSchema>;
  /** Throws a ConnectorFailure with the platform's message when the configuration does not work. */
  check(definition: ConnectorDefinition, configuration: Configuration): Promise<void>;
  discover(definition: ConnectorDefinition, configuration: Configuration): Promise<Catalog>;
}

/** A connector that is not there yet is installed before it is asked. */
export function createConnectors(
  host: ConnectorHost,
  slots: Slots,
  specs: SpecStore,
  installer: Installer,
): Connectors {
  const asking = new Map<string, Promise<JsonSchema>>();

  const run = (
    definition: ConnectorDefinition,
    command: "spec" | "check" | "discover",
    files: Record<string, unknown>,
  ) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return slots.use("interactive", signal, () => answerOf(host, definition, command, files, signal));
  };

  const askSpec = async (definition: ConnectorDefinition, version: string): Promise<JsonSchema> => {
    const { answer, reason } = await run(definition, "spec", {});
    if (answer?.type !== "SPEC") throw new ConnectorFailure("system", `${definition.venv} gave no spec: ${reason}`);
    specs.put(definition.venv, version, answer.spec.connectionSpecification);
    return answer.spec.connectionSpecification;
  };

  const spec = async (definition: ConnectorDefinition): Promise<JsonSchema> => {
    await installer.ensure(definition);
    const version = installedVersion(host.venvs, definition);
    const kept = JsonSchema.safeParse(specs.get(definition.venv, version));
    if (kept.success) return kept.data;
    const pending = asking.get(definition.venv) ?? askSpec(definition, version);
    asking.set(definition.venv, pending);
    return pending.finally(() => asking.delete(definition.venv));
  };

  const specFor = async (definition: ConnectorDefinition, configuration: Configuration): Promise<JsonSchema> => {
    const own = await spec(definition);
    return definition.hasManifest ? manifestSpec(own, configuration) : own;
  };

  /** The failures of a command with a configuration, without the secrets that connectors like to repeat. */
  const withConfiguration = async (
    definition: ConnectorDefinition,
    command: "check" | "discover",
    configuration: Configuration,
  ) => {
    const censor = createCensor(secretValues(configuration, await specFor(definition, configuration)).values());
    const result = await run(definition, command, { config: configuration }).catch((error: unknown) => {
      const errorClass = error instanceof ConnectorFailure ? error.errorClass : "transient";
      throw new ConnectorFailure(errorClass, `${definition.venv} ${command}: ${censor(messageOf(error))}`);
    });
    return { answer: result.answer, errorClass: result.errorClass, reason: censor(result.reason) };
  };

  return {
    spec,
    specFor,
    async check(definition, configuration) {
      const { answer, reason, errorClass } = await withConfiguration(definition, "check", configuration);
      if (answer?.type === "CONNECTION_STATUS" && answer.connectionStatus.status === "SUCCEEDED") return;
      throw new ConnectorFailure(errorClass, reason);
    },
    async discover(definition, configuration) {
      const { answer, reason, errorClass } = await withConfiguration(definition, "discover", configuration);
      if (answer?.type === "CATALOG") return answer.catalog;
      throw new ConnectorFailure(errorClass, reason);
    },
  };
}

interface Answer {
  readonly answer: OtherMessage | undefined;
  readonly reason: string;
  readonly errorClass: ConnectorFailure["errorClass"];
}

/** The one message a command exists for, and what went wrong if it did not come. */
async function answerOf(
  host: ConnectorHost,
  definition: ConnectorDefinition,
  command: "spec" | "check" | "discover",
  files: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Answer> {
  let answer: OtherMessage | undefined;
  let fault: TraceError | undefined;
  let lastText = "";
  const line = (bytes: Buffer) => {
    const message = parseLoosely(bytes.toString());
    if (message === undefined || message.type === "RECORD") return;
    if (message.type === "TRACE") fault ??= message.trace.error ?? undefined;
    if (message.type === "SPEC" || message.type === "CATALOG" || message.type === "CONNECTION_STATUS") answer = message;
  };
  const errorText = (text: string) => {
    if (text.trim() !== "") lastText = text;
  };
  const exit = await runConnector(host, definition, command, files, { line, errorText }, signal);
  const said = answer?.type === "CONNECTION_STATUS" ? answer.connectionStatus.message : undefined;
  const reason = said ?? fault?.message ?? fault?.internal_message ?? (lastText || endOf(exit));
  return { answer, reason, errorClass: classOf(fault?.failure_type ?? (said ? "config_error" : "system_error")) };
}

const endOf = ({ code, signal }: Exit): string =>
  signal ? `the connector was ended by ${signal}` : `it ended with code ${code}`;

export const classOf = (failure: TraceError["failure_type"]): ConnectorFailure["errorClass"] =>
  failure === "config_error" ? "config" : failure === "transient_error" ? "transient" : "system";

/** Connectors also print plain text; that is never an answer. */
function parseLoosely(text: string) {
  try {
    return toMessage(JSON.parse(text));
  } catch {
    return undefined;
  }
}
