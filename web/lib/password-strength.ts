const shortest = 12;

export interface Strength {
  /** 0 too short, 1 easy to guess, 2 fine, 3 strong. */
  level: 0 | 1 | 2 | 3;
  words: string;
}

/** A hint while a new password is typed. No rules but its length: the server alone knows which ones are common. */
export function strengthOf(password: string, own: readonly string[] = []): Strength {
  const length = [...password].length;
  if (length === 0)
    return { level: 0, words: `At least ${shortest} characters. A few unrelated words are easy to keep in mind.` };
  if (length < shortest)
    return { level: 0, words: `${shortest - length} more ${shortest - length === 1 ? "character" : "characters"}` };
  if (variety(password) < 6) return { level: 1, words: "Long enough, but easy to guess: it repeats itself" };
  if (holdsOwn(password, own))
    return { level: 1, words: "Long enough, but easy to guess: it holds your name or address" };
  return length >= 18 && variety(password) >= 9
    ? { level: 3, words: "Strong" }
    : { level: 2, words: "Long enough. Longer is stronger." };
}

/** Characters that neither came before nor follow the one in front, as in `abc` or `321`. */
function variety(password: string): number {
  const codes = [...password.toLowerCase()].map((letter) => letter.codePointAt(0)!);
  const fresh = codes.filter((code, index) => index === 0 || Math.abs(code - codes[index - 1]!) !== 1);
  return new Set(fresh).size;
}

/** Whether too little is left without what others know of its owner. */
function holdsOwn(password: string, own: readonly string[]): boolean {
  const typed = password.toLowerCase();
  const words = own.flatMap((each) => each.toLowerCase().split(/[\s@.]+/)).filter((word) => word.length >= 4);
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), typed);
  return rest.length < typed.length && rest.length < shortest;
}
