import { createContext, Script } from 'node:vm';
import { messageOf } from '../foundation/error-message';
import type { EdgeResponse, ViewerRequest } from './viewer-request';

/** A function of CloudFront failed, or returned something that CloudFront refuses. */
export class EdgeFunctionError extends Error {
  override readonly name = 'EdgeFunctionError';
}

interface HeaderValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

/** The parts of a function's event, and of its result, that the edge uses. */
interface EventRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, HeaderValue>>;
}

interface EventResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: Readonly<Record<string, HeaderValue>>;
}

/** Globals of Node.js's `vm` that the runtime of CloudFront Functions does not have. */
const NOT_IN_RUNTIME = [
  'Atomics',
  'FinalizationRegistry',
  'Intl',
  'Iterator',
  'Proxy',
  'Reflect',
  'SharedArrayBuffer',
  'WeakRef',
  'WebAssembly',
  'eval',
];

/** Far above CloudFront's limit of about a millisecond, because the machine may be busy. */
const MAX_MS = 250;

/**
 * A CloudFront Function, run in a context that has only the language: no network, no timers, no modules, and no
 * code from strings. Source: Amazon CloudFront Developer Guide, "JavaScript runtime 2.0 features".
 */
export class EdgeFunction {
  private readonly context = createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
  });
  private readonly call = new Script('result = JSON.stringify(handler(JSON.parse(event)))');

  constructor(
    code: string,
    private readonly distributionId: string,
  ) {
    new Script(NOT_IN_RUNTIME.map((name) => `delete globalThis.${name};`).join('')).runInContext(
      this.context,
    );
    new Script(code).runInContext(this.context);
  }

  /** @throws EdgeFunctionError */
  onRequest(request: ViewerRequest): ViewerRequest | EdgeResponse {
    const result = this.run('viewer-request', request, { request: eventRequest(request) });
    if ('statusCode' in result) return responseOf(result, Buffer.alloc(0));
    return { ...request, uri: result.uri };
  }

  /** @throws EdgeFunctionError */
  onResponse(request: ViewerRequest, response: EdgeResponse): EdgeResponse {
    const headers = Object.entries(response.headers).map(([name, value]) => [name, { value }]);
    const event = { statusCode: response.status, headers: Object.fromEntries(headers), cookies: {} };
    const parts = { request: eventRequest(request), response: event };
    return responseOf(this.run('viewer-response', request, parts) as EventResponse, response.body);
  }

  private run(eventType: string, { ip }: ViewerRequest, parts: object): EventRequest | EventResponse {
    const context = { distributionId: this.distributionId, eventType, requestId: 'local' };
    this.context.event = JSON.stringify({ version: '1.0', context, viewer: { ip }, ...parts });
    try {
      this.call.runInContext(this.context, { timeout: MAX_MS });
      return JSON.parse(String(this.context.result));
    } catch (error) {
      throw new EdgeFunctionError(`${eventType}: ${messageOf(error)}`);
    }
  }
}

const eventRequest = ({ method, uri, query, headers }: ViewerRequest) => ({
  method,
  uri,
  querystring: Object.fromEntries([...new URLSearchParams(query)].map(([name, value]) => [name, { value }])),
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [
      name,
      {
        value: values.join(','),
        ...(values.length > 1 && { multiValue: values.map((value) => ({ value })) }),
      },
    ]),
  ),
  cookies: {},
});

const responseOf = ({ statusCode, headers = {} }: EventResponse, body: Buffer): EdgeResponse => ({
  status: statusCode,
  headers: Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value])),
  body,
});
