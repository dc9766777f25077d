/** A request to the API as it came over HTTP. */
export interface ApiRequest {
  readonly method: string;
  /** Path of the stage on this server, the counterpart of a custom domain name's base path on AWS. */
  readonly base: string;
  /** Path below the stage, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names as they were sent, one entry for each value. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** The last value of a header, whatever the case of its name. */
export function headerOf({ headers }: Pick<ApiRequest, 'headers'>, name: string): string | undefined {
  return headers.findLast(([other]) => other.toLowerCase() === name)?.[1];
}
