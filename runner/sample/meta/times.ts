/** Jamaica keeps one offset all year, and Meta writes offsets without a colon. */
const OFFSET = "-0500";

export const startOf = (date: string): string => `${date}T00:00:00${OFFSET}`;

export const endOf = (date: string): string => `${date}T23:59:59${OFFSET}`;

/** Edits are made five minutes after the account's midnight. */
export const editTime = (date: string): string => `${date}T00:05:00${OFFSET}`;

export const epochSeconds = (time: string): number => Date.parse(time.replace(OFFSET, "-05:00")) / 1000;
