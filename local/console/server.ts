import type { IncomingMessage, ServerResponse } from 'node:http';
import { PREVIEW_CACHE_CONTROL } from '../../lambda/domain/previews/preview-caching';
import { decodedUri } from '../foundation/decoded-uri';
import { reply } from '../foundation/http';
import { bundleBrowser } from './browser-bundle';
import { EventStream } from './event-stream';
import { securityHeaders } from './security-headers';
import { sendAsset, sendJson } from './send-response';
import type { TwinView } from './twin-view';

export interface Console {
  /** Handles a request if it is for the console. Returns whether it was. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Ends the event streams; the server may then be closed. */
  close(): void;
}

const PREVIEWS = '/console/previews/';

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/**
 * The web console: a page with its assets, the twin's state and its changes. Bundles the page first, which takes about
 * a tenth of a second.
 */
export async function createConsole(view: TwinView): Promise<Console> {
  const assets = await bundleBrowser();
  const events = new EventStream(view);
  const headers = securityHeaders(view.info.awsEndpoint);

  const handlers: Readonly<Record<string, Handler>> = {
    'GET /console/state': async (request, response) => {
      // Read first, so that a change during the snapshot is sent twice rather than lost.
      const position = events.position;
      await sendJson(request, response, 200, { position, ...(await view.snapshot()) });
    },
    'GET /console/events': (request, response, url) => {
      const lastSeen = request.headers['last-event-id'] ?? url.searchParams.get('after') ?? undefined;
      events.open(request, response, lastSeen === undefined ? undefined : String(lastSeen));
    },
    'POST /console/redrive': forConsole(async (request, response) => {
      await sendJson(request, response, 200, { moved: await view.redriveDeadLetters() });
    }),
    'GET /console/dead-letters': async (request, response) => {
      await sendJson(request, response, 200, { letters: await view.deadLetters() });
    },
    'POST /console/discard': forConsole(async (request, response, url) => {
      const isDiscarded = await view.discardDeadLetter(url.searchParams.get('id') ?? '');
      await sendJson(request, response, isDiscarded ? 200 : 404, { discarded: isDiscarded });
    }),
  };

  return {
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://console');
      const asset = assets.get(url.pathname);
      const handler = handlers[`${request.method} ${url.pathname}`];
      const isPreview = url.pathname.startsWith(PREVIEWS);
      if (!asset && !handler && !isPreview) return false;
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (handler) await handler(request, response, url);
      else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
      else if (asset) sendAsset(request, response, asset);
      else await sendPreview(view, decodedUri(url.pathname.slice(PREVIEWS.length)), response);
      return true;
    },
    close: () => events.close(),
  };
}

/** Browsers report the origin of a request. A page of another site must not move or discard messages. */
const forConsole =
  (handler: Handler): Handler =>
  (request, response, url) => {
    const { origin, host } = request.headers;
    if (origin === `http://${host}`) return handler(request, response, url);
    return sendJson(request, response, 403, { message: 'Only the console itself may do this.' });
  };

async function sendPreview(view: TwinView, key: string, response: ServerResponse): Promise<void> {
  const preview = await view.readPreview(key);
  if (!preview) {
    response.writeHead(404).end();
    return;
  }
  const headers = {
    'content-type': preview.contentType,
    'cache-control': PREVIEW_CACHE_CONTROL,
  };
  reply(response, { status: 200, headers, body: preview.bytes });
}
