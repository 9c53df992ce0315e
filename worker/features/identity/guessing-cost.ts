import { commonPasswords } from "./common-passwords.data.ts";

const rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"];
const runs = rows.flatMap((row) => [row, [...row].reverse().join("")]);
const leet: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
/** What is longer and does not repeat itself takes long enough to guess, and would take us long to look through. */
const longest = 64;

let ranks: ReadonlyMap<string, number> | undefined;
const rankOf = (word: string): number | undefined => {
  ranks ??= new Map(
    commonPasswords
      .trim()
      .split(/\s+/)
      .map((each, at) => [each, at + 1]),
  );
  return ranks.get(word);
};

/**
 * About how many bits somebody must guess who tries common passwords, what they know of the person (`known`, lower case), repetitions and
 * runs such as `4567` first. The cheapest way to put the password together counts.
 */
export function guessingCost(password: string, known: readonly string[]): number {
  const text = password.normalize("NFKC").toLowerCase();
  const unit = repeated(text);
  const times = Math.log2(text.length / unit.length);
  if (unit.length > longest) return Number.POSITIVE_INFINITY;
  const plain = [...unit].map((symbol) => leet[symbol] ?? symbol).join("");
  const cheapest = [0];
  for (let end = 1; end <= unit.length; end++) {
    let best = cheapest[end - 1]! + costOfSymbol(unit[end - 1]!);
    for (let start = 0; start <= end - 3; start++) {
      const piece = Math.min(
        costOfPiece(unit.slice(start, end), known),
        // Written otherwise: one bit more.
        costOfPiece(plain.slice(start, end), known) + 1,
      );
      best = Math.min(best, cheapest[start]! + piece);
    }
    cheapest.push(best);
  }
  return cheapest[unit.length]! + times;
}

/** The shortest text that gives this one when repeated, the last time maybe only its beginning. */
function repeated(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.startsWith(text.slice(length))) return text.slice(0, length);
  }
  return text;
}

function costOfPiece(piece: string, known: readonly string[]): number {
  if (known.includes(piece)) return 1;
  const rank = rankOf(piece);
  if (rank !== undefined) return Math.log2(rank) + 1;
  const same = piece === piece[0]!.repeat(piece.length);
  if (same || runs.some((run) => run.includes(piece))) return costOfSymbol(piece[0]!) + Math.log2(piece.length);
  if (/^(19|20)\d\d$/.test(piece)) return 7;
  return Number.POSITIVE_INFINITY;
}

function costOfSymbol(symbol: string): number {
  if (/\d/.test(symbol)) return Math.log2(10);
  return /[a-z]/.test(symbol) ? Math.log2(26) : Math.log2(33);
}
