import { problem } from "../../http/problem.ts";
import { guessingCost } from "./guessing-cost.ts";

/** What somebody who knows the person would try first. */
interface Whose {
  readonly email: string;
  readonly name: string;
  /** Of the tenant, where one is known. */
  readonly tenant?: string;
}

const product = "adinsights";
/** Bits: what a patient guesser is through with in a day against a memory-hard hash, and then some. */
const enough = 30;

/**
 * Refuses a new password that is common, or made of common ones, of the person's own data, of repetitions and runs. Its length is the
 * contract's matter (`NewPassword`). Throws `invalid-input` about the field `password`.
 */
export function checkNewPassword(password: string, whose: Whose): void {
  if (guessingCost(password, knownOf(whose)) >= enough) return;
  const message =
    "This password is easy to guess: it is common, or made of common words, a sequence or your own data. Use a few unrelated words.";
  throw problem("invalid-input", { errors: [{ field: "password", message }] });
}

function knownOf({ email, name, tenant = "" }: Whose): string[] {
  const address = email.toLowerCase();
  const [local = "", host = ""] = address.split("@");
  const texts = [
    product,
    address,
    host,
    local,
    ...[local, host, name, tenant].flatMap(wordsOf),
    joined(name),
    joined(tenant),
  ];
  return texts.filter((text) => text.length >= 3);
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
const joined = (text: string): string => wordsOf(text).join("");
