import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isOwnHost } from './servers/loopback';
import type { Topology } from './topology';

/** What the web server shows of a running twin. */
export interface WebParts {
  readonly topology: Topology;
  readonly api?: {
    /** Where it is, without a slash at the end. */
    readonly path: string;
    readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  };
  /** What programs may ask of the twin, by path. */
  readonly reports: Readonly<Record<string, () => unknown>>;
}

/**
 * The web server: `/health` tells whether everything is up, and where; `/` says it to people; below the
 * API's path is the API, and beside it what the twin reports.
 * @param parts undefined until everything is up
 */
export function createWebServer(parts: () => WebParts | undefined): Server {
  return createServer((request, response) => {
    route(request, response, parts()).catch((error: unknown) => answerFailure(response, error));
  });
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  running: WebParts | undefined,
): Promise<void> {
  const path = request.url?.split('?')[0] ?? '/';
  if (!isOwnHost(request.headers.host)) return answerJson(response, 403, { error: 'FORBIDDEN' });
  if (path === '/health') return answerHealth(response, running?.topology);
  if (!running) return answerJson(response, 503, { error: 'STARTING' });
  const { topology, api, reports } = running;
  const report = reports[path];
  if (api && path.startsWith(`${api.path}/`)) return api.answer(request, response);
  if (report) return answerJson(response, 200, report());
  if (path === '/') return answerPage(response, topology);
  answerJson(response, 404, { error: 'NOT_FOUND' });
}

function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else answerJson(response, 500, { message: error instanceof Error ? error.message : String(error) });
}

function answerHealth(response: ServerResponse, running: Topology | undefined): void {
  if (running) {
    const { place, outputs } = running;
    answerJson(response, 200, { status: 'up', endpoint: place.endpoint, region: place.region, outputs });
  } else {
    answerJson(response, 503, { status: 'starting' });
  }
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function answerPage(response: ServerResponse, { place, outputs }: Topology): void {
  const rows = Object.entries({ endpoint: place.endpoint, region: place.region, ...outputs })
    .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(String(value))}</code></dd>`)
    .join('\n');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Darkroom</title></head>
<body><h1>Darkroom is up</h1><dl>
${rows}
</dl></body></html>
`);
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => HTML[character] ?? '');
