import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, reply, replyJson } from '../foundation/http';
import type { ApiRequest } from './api-request';
import { originOf, type RestApi } from './rest-api';

/**
 * Serves a REST API below a path of the web server. Requests on loopback need no signature. A page in a browser may
 * call only if it comes from this server or from an origin that the API's preflights allow.
 * @param base path that stands for the stage, e.g. `/api`
 */
export function apiFront(api: Pick<RestApi, 'answer' | 'allowsOrigin'>, base: string) {
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming, base);
    const origin = originOf(request);
    if (
      origin !== undefined &&
      origin !== `http://${incoming.headers.host}` &&
      !api.allowsOrigin(request, origin)
    ) {
      return replyJson(response, 403, { message: `CORS_ALLOWED_ORIGINS does not name ${origin}` });
    }
    reply(response, await api.answer(request));
  };
}

async function readRequest(incoming: IncomingMessage, base: string): Promise<ApiRequest> {
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
  return {
    method: incoming.method ?? 'GET',
    base,
    path: path.slice(base.length),
    query: new URLSearchParams(query),
    // API Gateway adds this header, and accepts HTTPS only.
    headers: [...inPairs(incoming.rawHeaders), ['X-Forwarded-Proto', 'http']],
    body: await readBody(incoming),
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
  };
}

/** Names and values, which Node.js keeps in one list. */
function* inPairs(raw: readonly string[]): Generator<readonly [string, string]> {
  for (let index = 0; index + 1 < raw.length; index += 2) yield [raw[index] ?? '', raw[index + 1] ?? ''];
}
