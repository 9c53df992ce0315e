import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, type ProblemError } from "./problem-error.ts";

export type FormErrors<Name extends string> = Partial<Record<Name, string>>;
export type FormValues<Name extends string> = Record<Name, string>;

/** What a problem means here: errors of fields, or a field to go to, or `seen` when the caller has said it. */
export interface Meaning<Name extends string> {
  errors?: FormErrors<Name> | undefined;
  focus?: Name;
  seen?: true;
}

interface Options<Name extends string> {
  /** What can be said before asking the server. */
  check?: (values: FormValues<Name>) => FormErrors<Name>;
  send: (values: FormValues<Name>) => Promise<unknown>;
  onProblem?: (problem: ProblemError) => Meaning<Name> | undefined;
}

export interface Form<Name extends string> {
  form: RefObject<HTMLFormElement | null>;
  errors: FormErrors<Name>;
  problem: ProblemError | null;
  busy: boolean;
  onSubmit: (event: SubmitEvent) => void;
}

/** A form of text fields: checks, sends once at a time, ties what the server says to fields and goes to the first wrong one. */
export function useForm<Name extends string>(names: readonly Name[], options: Options<Name>): Form<Name> {
  const form = useRef<HTMLFormElement>(null);
  const sending = useRef(false);
  const [errors, setErrors] = useState<FormErrors<Name>>({});
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [busy, setBusy] = useState(false);
  const [target, setTarget] = useState<{ name: Name | undefined }>({ name: undefined });

  // After rendering, so that a screen reader finds the error beside the field it lands on.
  useEffect(() => {
    if (target.name) form.current?.querySelector<HTMLInputElement>(`[name="${target.name}"]`)?.focus();
  }, [target]);

  const show = (found: FormErrors<Name>, focus?: Name) => {
    setErrors(found);
    setTarget({ name: focus ?? names.find((name) => found[name]) });
  };

  const submit = async (values: FormValues<Name>) => {
    const wrong: FormErrors<Name> = options.check?.(values) ?? {};
    setProblem(null);
    show(wrong);
    if (names.some((name) => wrong[name])) return;
    sending.current = true;
    setBusy(true);
    try {
      await options.send(values);
    } catch (error) {
      const thrown = asProblem(error);
      const meant: Meaning<Name> = options.onProblem?.(thrown) ?? { errors: errorsOf(thrown, names) };
      if (!meant.errors && !meant.seen) setProblem(thrown);
      show(meant.errors ?? {}, meant.focus);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (sending.current) return;
    void submit(valuesOf(event.currentTarget as HTMLFormElement, names));
  };

  return { form, errors, problem, busy, onSubmit };
}

/** Spaces around what was typed are slips, except in passwords. */
function valuesOf<Name extends string>(form: HTMLFormElement, names: readonly Name[]): FormValues<Name> {
  const data = new FormData(form);
  const textOf = (name: Name) => {
    const value = String(data.get(name) ?? "");
    return name.includes("password") ? value : value.trim();
  };
  return Object.fromEntries(names.map((name) => [name, textOf(name)])) as FormValues<Name>;
}

/** The server's field errors, when this form shows all of the fields. */
function errorsOf<Name extends string>(problem: ProblemError, names: readonly Name[]): FormErrors<Name> | undefined {
  if (problem.kind !== "invalid-input" || problem.fields.length === 0) return;
  if (!problem.fields.every(({ field }) => names.includes(field as Name))) return;
  return Object.fromEntries(problem.fields.map(({ field, message }) => [field, message])) as FormErrors<Name>;
}
