import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const first = `
create table workspaces (
  id text primary key, name text not null, notifications text not null, created_at integer not null
) strict;
create table sources (
  id text primary key, workspace_id text not null references workspaces, name text not null, source_type text not null,
  configuration text not null, catalog text, created_at integer not null, deleted_at integer
) strict;
create table destinations (
  id text primary key, workspace_id text not null references workspaces, name text not null,
  destination_type text not null, configuration text not null, created_at integer not null, deleted_at integer
) strict;
create table connections (
  id text primary key, name text not null, source_id text not null references sources,
  destination_id text not null references destinations, status text not null, schedule text not null,
  namespace_format text not null, prefix text not null, schema_updates text not null, streams text,
  created_at integer not null, deleted_at integer
) strict;
create table jobs (
  id integer primary key autoincrement, sync_id text not null unique, connection_id text not null references connections,
  status text not null, created_at integer not null, started_at integer, updated_at integer not null,
  rows integer not null default 0, bytes integer not null default 0,
  error_class text, error_message text, streams text not null default '[]'
) strict;
create unique index jobs_one_active on jobs (connection_id) where status in ('pending', 'running');
create index jobs_by_connection on jobs (connection_id, updated_at);
create table stream_states (
  connection_id text not null references connections, stream text not null, namespace text not null,
  state text not null, job_id integer not null, primary key (connection_id, stream, namespace)
) strict, without rowid;
create table landings (job_id integer primary key references jobs, landing text not null) strict;
create table specs (connector text primary key, version text not null, spec text not null) strict;
`;

const tagsAndDeletedWorkspaces = `
alter table workspaces add column deleted_at integer;
create table tags (
  id text primary key, workspace_id text not null references workspaces, name text not null, color text not null,
  created_at integer not null, unique (workspace_id, name)
) strict;
create table connection_tags (
  connection_id text not null references connections, tag_id text not null references tags on delete cascade,
  primary key (connection_id, tag_id)
) strict, without rowid;
`;

const schemaChanges = `
create table schema_changes (
  id integer primary key, source_id text not null references sources, found_at integer not null, changes text not null
) strict;
create index schema_changes_of_source on schema_changes (source_id, found_at);
`;

const useOfJobs = `
alter table jobs add column attempts integer not null default 0;
alter table jobs add column peak_memory integer;
alter table jobs add column peak_disk integer;
`;

const retryTimes = "alter table jobs add column retry_at integer;";

const backfills = `
alter table jobs add column range_from text;
alter table jobs add column range_to text;
`;

const discoveries = `
alter table sources add column discovered_at integer not null default 0;
`;

/** Each brings a database of the version before (0: an empty one) to the next. Never changed, only added to. */
const steps = [first, tagsAndDeletedWorkspaces, schemaChanges, useOfJobs, retryTimes, backfills, discoveries];

const settings = `
pragma busy_timeout = 2000; pragma locking_mode = exclusive; pragma journal_mode = wal;
pragma synchronous = full; pragma foreign_keys = on;
`;

/**
 * Opens the database, makes it at first and brings an older one up to date, for this process alone. What is committed survives a crash of the machine.
 * Throws when another process has it open.
 */
export function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, "airbyte.sqlite"));
  const version = lock(database, folder);
  if (version > steps.length) {
    database.close();
    throw new Error(`${folder}/airbyte.sqlite has schema version ${version}, this program knows ${steps.length}`);
  }
  transaction(database, () => {
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`pragma user_version = ${steps.length}`);
  });
  return database;
}

function lock(database: DatabaseSync, folder: string): number {
  try {
    database.exec(settings);
    return Number(database.prepare("pragma user_version").get()?.user_version);
  } catch (error) {
    database.close();
    throw new Error(`${folder}: another embedded Airbyte works here; stop it first (${String(error)})`);
  }
}

export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}
