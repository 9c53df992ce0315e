import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { safeNext } from "../../lib/safe-next.ts";
import { useTitle } from "../../lib/title.ts";
import { CodeStep } from "./code-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { loadSession, session } from "./session.ts";

interface HalfDone {
  challenge: string;
  email: string;
}

export function LoginPage() {
  useTitle("Sign in");
  const { query, route } = useLocation();
  const [half, setHalf] = useState<HalfDone | null>(null);
  const [email, setEmail] = useState("");
  const [expired, setExpired] = useState(false);
  const { status } = session.value;

  useEffect(() => {
    if (status === "unknown") void loadSession();
    if (status === "in") route(safeNext(query.next), true);
  }, [status]);

  const startOver = (because?: "expired") => {
    setHalf(null);
    setExpired(because === "expired");
  };

  if (half) return <CodeStep {...half} onStartOver={startOver} />;
  return (
    <PasswordStep
      email={email}
      next={query.next}
      trouble={query.problem}
      expired={expired}
      onChallenge={(challenge, typed) => {
        setEmail(typed);
        setHalf({ challenge, email: typed });
      }}
    />
  );
}
