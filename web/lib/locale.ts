/** The page is in English, so numbers and dates take the reader's English variant, or plain English. */
export function englishOf(languages: readonly string[]): string {
  return languages.find((language) => /^en\b/i.test(language) && isTag(language)) ?? "en";
}

/** Chromium under a POSIX locale names `en-US@posix`, which no formatter takes. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

export const locale = englishOf(globalThis.navigator?.languages ?? []);
