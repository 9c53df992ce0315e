import { queryError } from "./errors.ts";

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "IN" | "NOT IN" | "BETWEEN";

export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  /** As written, without quotes: one, the two ends of BETWEEN, or the members of the list. */
  readonly values: readonly string[];
}

export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** A query of the Google Ads Query Language; conditions all hold together, the language has no OR. */
export interface Gaql {
  readonly select: readonly string[];
  readonly from: string;
  readonly where: readonly Condition[];
  readonly orderBy: readonly Order[];
  readonly limit: number | null;
}

interface Token {
  readonly kind: "word" | "string" | "number" | "symbol";
  readonly text: string;
}

const TOKEN = /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?)|([<>!]?=|[<>(),]))/y;
const FIELD = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;
const comparisons: readonly string[] = ["=", "!=", "<", "<=", ">", ">="];

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const rest = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < rest.length) {
    const at = TOKEN.lastIndex;
    const [, quoted, word, number, symbol] = TOKEN.exec(rest) ?? [];
    if (quoted !== undefined) tokens.push({ kind: "string", text: quoted.slice(1, -1).replace(/\\(.)/g, "$1") });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
    else throw queryError("UNEXPECTED_INPUT", `Error in query: unexpected input at '${rest.slice(at, at + 20)}'.`);
  }
  return tokens;
}

/** Throws the platform's QUERY error when the text is no query, or one that the sample platform does not speak. */
export function parseGaql(text: string): Gaql {
  const tokens = tokensOf(text);
  let at = 0;

  const isNext = (word: string): boolean => {
    const token = tokens[at];
    return token !== undefined && token.kind !== "string" && token.text.toUpperCase() === word;
  };
  const skip = (word: string): boolean => {
    if (!isNext(word)) return false;
    at += 1;
    return true;
  };
  const expect = (word: string, error: string): void => {
    if (!skip(word)) throw queryError(error, `Error in query: expected ${word}.`);
  };
  const take = (kinds: readonly Token["kind"][], what: string): string => {
    const token = tokens[at++];
    if (token && kinds.includes(token.kind)) return token.text;
    if (!token)
      throw queryError("UNEXPECTED_END_OF_QUERY", `Error in query: unexpected end of query, expected ${what}.`);
    throw queryError("UNEXPECTED_INPUT", `Error in query: expected ${what} at '${token.text}'.`);
  };
  const field = (): string => {
    const name = take(["word"], "a field");
    if (!FIELD.test(name)) throw queryError("BAD_FIELD_NAME", `Error in query: invalid field name '${name}'.`);
    return name;
  };
  const value = (): string => take(["string", "number", "word"], "a value");
  const listOf = <T>(item: () => T): T[] => {
    const items = [item()];
    while (skip(",")) items.push(item());
    return items;
  };
  const members = (): string[] => {
    expect("(", "EXPECTED_LIST");
    const values = listOf(value);
    expect(")", "EXPECTED_LIST");
    return values;
  };
  const condition = (): Condition => {
    const name = field();
    if (skip("BETWEEN")) {
      const low = value();
      expect("AND", "EXPECTED_VALUE_WITH_BETWEEN_OPERATOR");
      return { field: name, operator: "BETWEEN", values: [low, value()] };
    }
    if (skip("IN")) return { field: name, operator: "IN", values: members() };
    if (skip("NOT")) {
      expect("IN", "BAD_OPERATOR");
      return { field: name, operator: "NOT IN", values: members() };
    }
    const operator = take(["symbol", "word"], "an operator");
    if (!comparisons.includes(operator))
      throw queryError("BAD_OPERATOR", `Error in query: the sample platform does not know the operator ${operator}.`);
    return { field: name, operator: operator as Operator, values: [value()] };
  };
  const conditions = (): Condition[] => {
    const found = [condition()];
    while (skip("AND")) found.push(condition());
    return found;
  };
  const order = (): Order => {
    const name = field();
    if (skip("DESC")) return { field: name, descending: true };
    skip("ASC");
    return { field: name, descending: false };
  };
  const limit = (): number => {
    const count = Number(take(["number"], "a number"));
    if (Number.isInteger(count) && count >= 1) return count;
    throw queryError("BAD_LIMIT_VALUE", "Error in query: LIMIT must be a positive whole number.");
  };

  expect("SELECT", "EXPECTED_SELECT");
  const select = listOf(field);
  expect("FROM", "EXPECTED_FROM");
  const from = take(["word"], "a resource");
  const where = skip("WHERE") ? conditions() : [];
  const ordered = skip("ORDER");
  if (ordered) expect("BY", "EXPECTED_BY");
  const orderBy = ordered ? listOf(order) : [];
  const most = skip("LIMIT") ? limit() : null;
  const left = tokens[at];
  if (left) throw queryError("UNEXPECTED_INPUT", `Error in query: unexpected input '${left.text}'.`);
  return { select, from, where, orderBy, limit: most };
}
