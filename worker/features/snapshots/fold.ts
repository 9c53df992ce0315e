/** Text as search compares it: without case and without accents ("São" and "SAO" are the same). */
export const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
