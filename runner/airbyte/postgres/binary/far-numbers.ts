/** PostgreSQL's numeric has 131,072 digits before the point and 16,383 after it; nothing real has a fifth of that. */
const FAR = /^-?[\d.]*(?:\d{10000}|[eE][+-]?0*[1-9]\d{4})/;
const SHORTEST = 6;
const QUOTE = 34;
const BACKSLASH = 92;

/** Puts quotes around the numbers of a record that no numeric and so no jsonb can hold. */
export function quoteFarNumbers(line: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < line.length; ) {
    const byte = line[at]!;
    const start = at;
    if (byte === QUOTE) at = textEnd(line, at);
    else if (byte !== 45 && !isDigit(byte)) at += 1;
    else {
      at = numberEnd(line, at);
      if (at - start < SHORTEST || !FAR.test(line.toString("latin1", start, at))) continue;
      pieces.push(line.subarray(from, start), Buffer.from(`"${line.toString("latin1", start, at)}"`));
      from = at;
    }
  }
  return pieces.length === 0 ? line : Buffer.concat([...pieces, line.subarray(from)]);
}

function textEnd(line: Buffer, start: number): number {
  let at = start + 1;
  while (at < line.length && line[at] !== QUOTE) at += line[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** Digits, signs, points and exponents. */
function numberEnd(line: Buffer, start: number): number {
  let at = start + 1;
  for (let byte = line[at]!; isDigit(byte) || byte === 43 || byte === 45 || byte === 46 || (byte | 32) === 101; )
    byte = line[++at]!;
  return at;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
