interface ReplyInit {
  readonly status?: number;
  readonly headers?: HeadersInit;
  /** Checked against the contract before it is sent. */
  readonly body?: unknown;
  /** JSON, as bytes in UTF-8, that was checked when it was made, such as a cached answer; sent as it is. */
  readonly json?: Uint8Array;
  /** Of an endpoint with `text`: sent as it comes. */
  readonly stream?: ReadableStream<Uint8Array>;
}

/** An answer with a status or headers of its own. Without `body` and `json` it has no body. */
export class Reply {
  readonly status: number | undefined;
  readonly headers: Headers;
  readonly body: unknown;
  readonly json: Uint8Array | undefined;
  readonly stream: ReadableStream<Uint8Array> | undefined;

  constructor(init: ReplyInit) {
    this.status = init.status;
    this.headers = new Headers(init.headers);
    this.body = init.body;
    this.json = init.json;
    this.stream = init.stream;
  }
}

export function reply(init: ReplyInit): Reply {
  return new Reply(init);
}
