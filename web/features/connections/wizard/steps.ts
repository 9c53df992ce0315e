import type { Connector, ConnectorForm, DiscoveredStream } from "#contracts/connectors.ts";
import type { Values } from "../form/fields.ts";
import { hourlyDraft, type ScheduleDraft } from "../schedule-draft.ts";

export type Step = "connector" | "configuration" | "streams" | "schedule";
export const steps: readonly { key: Step; title: string }[] = [
  { key: "connector", title: "Source" },
  { key: "configuration", title: "Credentials" },
  { key: "streams", title: "Data" },
  { key: "schedule", title: "Schedule" },
];

/** All that was entered; going back keeps it. Secrets stay in the page's memory only, and go with it. */
export interface Draft {
  connector: Connector | null;
  /** Of a connector that reads a manifest: its form with what the manifest declares, once that was read. */
  declared: ConnectorForm | null;
  /** Null: nothing was entered yet; the form then begins with the connector's defaults. */
  values: Values | null;
  streams: readonly DiscoveredStream[];
  chosen: ReadonlySet<string>;
  name: string;
  schedule: ScheduleDraft;
  /** Empty: as the connector's configuration or our usual says. */
  historyFrom: string;
}

export const emptyDraft: Draft = {
  connector: null,
  declared: null,
  values: null,
  streams: [],
  chosen: new Set(),
  name: "",
  schedule: hourlyDraft,
  historyFrom: "",
};
