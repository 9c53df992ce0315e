/** What can be said about fields before asking the server; undefined when there is nothing to say. */
export function checkEmail(email: string): string | undefined {
  if (email === "") return "Enter your e-mail address";
  return /^\S+@\S+\.\S+$/.test(email) ? undefined : "That is not a whole e-mail address, such as ana@example.com";
}

export const checkPassword = (password: string): string | undefined =>
  password === "" ? "Enter your password" : undefined;

export function checkNewPassword(password: string): string | undefined {
  if (password === "") return "Choose a password";
  return [...password].length < 12 ? "Use at least 12 characters" : undefined;
}

export const checkName = (name: string): string | undefined => (name === "" ? "Enter your name" : undefined);

/** Only the fields that something was said about. */
export function said<Name extends string>(found: Record<Name, string | undefined>): Partial<Record<Name, string>> {
  return Object.fromEntries(Object.entries(found).filter(([, words]) => words !== undefined)) as Partial<
    Record<Name, string>
  >;
}
