import { useEffect, useState } from "preact/hooks";
import { oidcProviders } from "#contracts/oidc.ts";
import { call } from "../../lib/client.ts";

interface Provider {
  id: string;
  name: string;
}

/** Other services to sign in with, where there are any. Without an answer the password still works, so nothing is said. */
export function ProviderButtons({ next }: { next: string | undefined }) {
  const [providers, setProviders] = useState<readonly Provider[]>([]);

  useEffect(() => {
    const abort = new AbortController();
    call(oidcProviders, { signal: abort.signal }).then(
      (answer) => setProviders(answer.providers),
      () => {},
    );
    return () => abort.abort();
  }, []);

  if (providers.length === 0) return null;
  const query = next ? `?${new URLSearchParams({ next })}` : "";
  return (
    <div class="auth-part">
      <p class="auth-or">or</p>
      {providers.map(({ id, name }) => (
        // `target` keeps the page's own router away: this address is the server's.
        <a key={id} class="button button-secondary" target="_top" href={`/api/auth/oidc/${id}/start/${query}`}>
          Sign in with {name}
        </a>
      ))}
    </div>
  );
}
