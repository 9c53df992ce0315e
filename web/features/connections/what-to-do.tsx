import { faultOf } from "#contracts/fault-guide.ts";

export type Outcome = Parameters<typeof faultOf>[0];

/** Where the runbook tells how to see this fault, how to mend it and how to know that it is over. */
export const runbookOf = (id: string): string => `/docs/runbooks/operations#${id}`;

/** On a page about syncs that could not be loaded: how to see by other means how they are. */
export const RunbookLink = () => (
  <a class="button button-secondary" href={runbookOf("see-it")} target="_blank" rel="noreferrer">
    Runbook
  </a>
);

/** What helps after a sync that failed or looks odd, with the way to the runbook; nothing after one that is well. */
export function WhatToDo({ outcome }: { outcome: Outcome }) {
  const fault = faultOf(outcome);
  if (!fault) return null;
  return (
    <>
      {fault.remedy}{" "}
      <a href={runbookOf(fault.id)} target="_blank" rel="noreferrer">
        What to do
      </a>
    </>
  );
}
