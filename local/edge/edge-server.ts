import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { browserRefusal } from '../foundation/browser-guard';
import { messageOf } from '../foundation/error-message';
import { reply, replyJson } from '../foundation/http';
import type { Edge } from './edge';
import type { ViewerRequest } from './viewer-request';

/**
 * The server of the edge. Pages of any origin may show previews, as with any CDN. A foreign host name is refused.
 * @param edge undefined until everything is up
 */
export function createEdgeServer(edge: () => Edge | undefined): Server {
  return createServer((request, response) => {
    respond(request, response, edge()).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else replyJson(response, 502, { message: messageOf(error) });
    });
  });
}

async function respond(
  incoming: IncomingMessage,
  response: ServerResponse,
  edge: Edge | undefined,
): Promise<void> {
  const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
  const refusal = browserRefusal(incoming.headers, isRead);
  if (refusal) return replyJson(response, 403, { error: 'FORBIDDEN', message: refusal });
  if (!edge) return replyJson(response, 503, { error: 'STARTING' });
  reply(response, await edge.answer(viewerRequest(incoming)));
}

function viewerRequest(incoming: IncomingMessage): ViewerRequest {
  const { method = 'GET', url = '/', headersDistinct, socket } = incoming;
  const mark = url.indexOf('?');
  const headers = Object.entries(headersDistinct).map(([name, values = []]) => [name, values]);
  return {
    method,
    uri: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: Object.fromEntries(headers),
    ip: socket.remoteAddress ?? '127.0.0.1',
  };
}
