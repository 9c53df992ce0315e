import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { asProblem, type ProblemError } from "../../lib/problem-error.ts";
import { safeNext } from "../../lib/safe-next.ts";
import { useTitle } from "../../lib/title.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ProductMark } from "../shell/product-mark.tsx";
import "./login.css";
import { checkLogin, explainLogin, type LoginErrors } from "./login-errors.ts";
import { loadSession, session, signIn } from "./session.ts";

export function LoginPage() {
  useTitle("Sign in");
  const { query, route } = useLocation();
  const [errors, setErrors] = useState<LoginErrors>({});
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { status } = session.value;

  useEffect(() => {
    if (status === "unknown") void loadSession();
    if (status === "in") route(safeNext(query.next), true);
  }, [status]);

  const focusOn = (field: keyof LoginErrors) =>
    form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus();

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const email = String(data.get("email") ?? "").trim();
    const password = String(data.get("password") ?? "");
    const wrong = checkLogin(email, password);
    setErrors(wrong);
    setProblem(null);
    if (wrong.email || wrong.password) return focusOn(wrong.email ? "email" : "password");
    if (busy) return;
    setBusy(true);
    try {
      await signIn(email, password);
    } catch (error) {
      setProblem(asProblem(error));
      focusOn("password");
    } finally {
      setBusy(false);
    }
  };

  const said = problem && explainLogin(problem);
  return (
    <main class="login">
      <div class="login-box">
        <ProductMark />
        <div>
          <h1>Sign in</h1>
          <p class="muted">
            {query.next ? "Sign in to go on where you were." : "Your advertising, with its freshness and finality."}
          </p>
        </div>
        {said && (
          <Banner tone="bad" title={said.title}>
            {said.detail && <p>{said.detail}</p>}
          </Banner>
        )}
        <form ref={form} class="login-form" noValidate onSubmit={onSubmit}>
          <Field
            label="E-mail"
            name="email"
            type="email"
            autocomplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellcheck={false}
            required
            autoFocus
            error={errors.email}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            error={errors.password}
          />
          <Button look="primary" type="submit" busy={busy}>
            {busy ? "Signing in…" : "Sign in"}
          </Button>
        </form>
      </div>
    </main>
  );
}
