import { signal } from "@preact/signals";

/** Moves when something else on the page has ended sessions, so that their list asks again. */
export const sessionsTurn = signal(0);

export const sessionsChanged = (): void => {
  sessionsTurn.value += 1;
};
