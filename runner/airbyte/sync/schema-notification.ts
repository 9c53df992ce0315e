import type { SchemaChange } from "../connector/schema-changes.ts";
import type { Connection } from "../store/connections.ts";
import type { Named } from "./notification.ts";

interface Parties {
  readonly workspace: Named;
  readonly connection: Named;
  readonly source: Named;
}

/** What a connection has to do with: streams that it reads, and new ones. */
export function changesFor({ streams }: Connection, changes: readonly SchemaChange[]): SchemaChange[] {
  const read = streams && new Set(streams.map(({ name }) => name));
  return changes.filter(({ kind, stream }) => !read || kind === "stream_added" || read.has(stream));
}

/** A person has to look where nothing is taken along by itself, and where something is gone. */
export function schemaNoticeKind({ schemaUpdates }: Connection, changes: readonly SchemaChange[]) {
  const isGone = changes.some(({ kind }) => kind === "stream_removed" || kind === "column_removed");
  return schemaUpdates.startsWith("propagate") && !isGone ? "connectionUpdate" : "connectionUpdateActionRequired";
}

/** What Airbyte posts when a source's schema changed: texts for Slack alone, no `data`. `base` is the URL of this server. */
export function schemaNotification(base: string, parties: Parties, changes: readonly SchemaChange[]) {
  const { workspace, connection, source } = parties;
  const home = `${base}/workspaces/${workspace.id}`;
  const text = `The schema of <${home}/connections/${connection.id}|${connection.name}> has changed.`;
  const facts = [
    "*Workspace*",
    `<${home}|${workspace.name}>`,
    "*Source*",
    `<${home}/source/${source.id}|${source.name}>`,
  ];
  return {
    text,
    blocks: [
      section(text),
      section(`Look whether ${connection.name} is to read what is new, and does without what is gone.`),
      { type: "section", fields: facts.map(markdown) },
      { type: "divider" },
      section(summaryOf(changes)),
    ],
  };
}

const markdown = (text: string) => ({ type: "mrkdwn", text });
const section = (text: string) => ({ type: "section", text: markdown(text) });

function summaryOf(changes: readonly SchemaChange[]): string {
  const of = (kind: SchemaChange["kind"]) => changes.filter((change) => change.kind === kind);
  const count = (kind: SchemaChange["kind"]) => of(kind).length;
  const fields = Map.groupBy(
    changes.filter(({ column }) => column !== null),
    ({ stream }) => stream,
  );
  return [
    ` • Streams (+${count("stream_added")}/-${count("stream_removed")}/~${fields.size})`,
    ...of("stream_added").map(({ stream }) => `   ＋ ${stream}`),
    ...of("stream_removed").map(({ stream }) => `   － ${stream}`),
    ` • Fields (+${count("column_added")}/~${count("column_retyped")}/-${count("column_removed")})`,
    ...[...fields].flatMap(([stream, own]) => [`   • ${stream}`, ...own.map((change) => `     ${fieldText(change)}`)]),
    "",
  ].join("\n");
}

function fieldText({ kind, column, from, to }: SchemaChange): string {
  if (kind === "column_added") return `＋ ${column}`;
  return kind === "column_removed" ? `－ ${column}` : `～ ${column}: ${from} → ${to}`;
}
