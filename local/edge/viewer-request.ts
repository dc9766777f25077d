/** A request of a viewer, as the edge sees it. */
export interface ViewerRequest {
  readonly method: string;
  /** The path as it was sent, percent-encoded. */
  readonly uri: string;
  /** Without the question mark. */
  readonly query: string;
  /** Values by name in lower case. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly ip: string;
}

/** A response of the edge or of its origin. Header names are in lower case. */
export interface EdgeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const NO_BODY = Buffer.alloc(0);

export const emptyResponse = (status: number): EdgeResponse => ({ status, headers: {}, body: NO_BODY });

/** An error in CloudFront's form. */
export const errorResponse = (status: number, code: string, message: string): EdgeResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  ),
});
