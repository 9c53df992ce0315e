/** No body of ours is nested half as deeply. */
const deepest = 64;

const [quote, backslash, openList, closeList, openObject, closeObject] = [...'"\\[]{}'].map((c) => c.charCodeAt(0));

/** Looked at before the text is parsed: what is nested without end would break whoever walks it by recursion. */
export function tooDeep(json: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === openList || byte === openObject) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (byte === closeList || byte === closeObject) depth -= 1;
  }
  return false;
}
