import type { IncomingMessage, ServerResponse } from 'node:http';
import { reply, replyRestError } from '../foundation/http';
import type { FunctionHost } from './function-host';

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?|$)/;

type Front = (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void>;

/** Lambda as clients see it: `Invoke`, synchronous or asynchronous. `otherwise` receives all other requests. */
export function lambdaFront(functions: ReadonlyMap<string, FunctionHost>, otherwise: Front): Front {
  return async (request, response, body) => {
    const named = INVOCATIONS.exec(request.url ?? '')?.[1];
    if (!named || request.method !== 'POST') return otherwise(request, response, body);
    const name = decodeURIComponent(named).split(':').at(-1) ?? '';
    const host = functions.get(name);
    if (!host) {
      replyRestError(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
      return;
    }
    const invocation = host.invoke(body.length > 0 ? JSON.parse(body.toString()) : {});
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      reply(response, { status: 202, headers: {}, body: Buffer.alloc(0) });
      return;
    }
    const result = await invocation;
    reply(response, {
      status: 200,
      headers: {
        'content-type': 'application/json',
        'x-amz-executed-version': '$LATEST',
        ...(!result.ok && { 'x-amz-function-error': 'Unhandled' }),
      },
      body: Buffer.from(JSON.stringify(result.ok ? (result.payload ?? null) : result.error)),
    });
  };
}
