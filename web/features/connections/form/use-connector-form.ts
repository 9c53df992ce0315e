import { useCallback, useEffect, useState } from "preact/hooks";
import { type ConnectorForm, installConnector, readConnector, readManifest } from "#contracts/connectors.ts";
import { call, isAbort } from "../../../lib/client.ts";
import { asProblem, type ProblemError } from "../../../lib/problem-error.ts";
import { manifestField } from "./manifest.ts";

export type FormState =
  | { status: "loading" }
  /** `since`: when we began to wait, in ms. */
  | { status: "installing"; since: number }
  | { status: "failed"; problem: ProblemError | null; said: string | null }
  | { status: "ready"; form: ConnectorForm };

const pollMs = 2_000;

/** The form of a connector, which is installed first where it is not there. With a manifest: the settings that it declares too. */
export function useConnectorForm(sourceType: string, manifest?: unknown): [FormState, () => void] {
  const [state, setState] = useState<FormState>({ status: "loading" });
  const [turn, setTurn] = useState(0);
  const text = manifest === undefined ? null : JSON.stringify(manifest);

  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const load = async () => {
      const params = { source_type: sourceType };
      const began = Date.now();
      let form = await call(readConnector, { params, signal });
      for (let mayInstall = true; form.status !== "ready"; form = await call(readConnector, { params, signal })) {
        if (form.status !== "installing") {
          if (!mayInstall) return setState({ status: "failed", problem: null, said: form.status_detail });
          mayInstall = false;
          await call(installConnector, { params, body: {}, signal });
        }
        setState({ status: "installing", since: began });
        await new Promise((done) => setTimeout(done, pollMs));
        if (signal.aborted) return;
      }
      if (text === null) return setState({ status: "ready", form });
      const declared = await call(readManifest, { body: { manifest: text }, signal });
      setState({ status: "ready", form: withDeclared(form, declared) });
    };
    setState({ status: "loading" });
    load().catch((error: unknown) => {
      if (!isAbort(error) && !signal.aborted) setState({ status: "failed", problem: asProblem(error), said: null });
    });
    return () => abort.abort();
  }, [sourceType, text, turn]);

  return [state, useCallback(() => setTurn((count) => count + 1), [])];
}

type Declared = Pick<ConnectorForm, "secrets"> & { schema: Record<string, unknown> };

/** The connector's own form with the settings of its manifest, which has a field of its own. */
export function withDeclared(form: ConnectorForm, { schema, secrets }: Declared): ConnectorForm {
  const { [manifestField]: _, ...properties } = (form.schema?.properties ?? {}) as Record<string, unknown>;
  const declared = (schema.properties ?? {}) as Record<string, unknown>;
  const merged = { ...schema, properties: { ...declared, ...properties } };
  return { ...form, schema: merged, secrets: [...form.secrets, ...secrets] };
}
