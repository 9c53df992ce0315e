/** A browser without a page: keeps the cookies of each host and path, and follows one redirection at a time. */
export class BrowserJar {
  readonly #cookies = new Map<string, { host: string; path: string; name: string; value: string }>();

  async get(url: string | URL): Promise<Response> {
    return this.#send(new URL(url), {});
  }

  async post(url: string | URL, form: Record<string, string>): Promise<Response> {
    return this.#send(new URL(url), { method: "POST", body: new URLSearchParams(form) });
  }

  /** Follows redirections as long as `on` says so, and gives the last address with its answer, or the first that was not fetched. */
  async follow(url: string | URL, on: (next: URL) => boolean): Promise<{ url: URL; response: Response }> {
    let here = new URL(url);
    for (let hops = 0; hops < 20; hops += 1) {
      const response = await this.get(here);
      const location = response.headers.get("location");
      if (!location) return { url: here, response };
      here = new URL(location, here);
      if (!on(here)) return { url: here, response };
    }
    throw new Error(`Redirected in circles, at last to ${here.pathname}`);
  }

  has(name: string): boolean {
    return [...this.#cookies.values()].some((cookie) => cookie.name === name);
  }

  /** A second browser with the same cookies: what a thief of them has. */
  copy(): BrowserJar {
    const twin = new BrowserJar();
    for (const [key, cookie] of this.#cookies) twin.#cookies.set(key, cookie);
    return twin;
  }

  async #send(url: URL, init: RequestInit): Promise<Response> {
    const sent = [...this.#cookies.values()].filter(
      ({ host, path }) => host === url.host && url.pathname.startsWith(path),
    );
    const headers = new Headers();
    if (sent.length > 0) headers.set("cookie", sent.map(({ name, value }) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) this.#keep(url, line);
    return response;
  }

  #keep(url: URL, line: string): void {
    const [pair = "", ...attributes] = line.split(/; */);
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const attribute = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute("path") ?? "/";
    const key = `${url.host} ${path} ${name}`;
    const isOver = attribute("max-age") === "0" || Date.parse(attribute("expires") ?? "") <= Date.now();
    if (isOver) this.#cookies.delete(key);
    else this.#cookies.set(key, { host: url.host, path, name, value });
  }
}
