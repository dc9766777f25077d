import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Topology } from './topology';

/**
 * The web server: `/health` tells whether everything is up, and where; `/` says it to people.
 * @param topology undefined until everything is up
 */
export function createWebServer(topology: () => Topology | undefined): Server {
  return createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const running = topology();
    if (path === '/health') answerHealth(response, running);
    else if (path === '/' && running) answerPage(response, running);
    else answerJson(response, running ? 404 : 503, { error: running ? 'NOT_FOUND' : 'STARTING' });
  });
}

function answerHealth(response: ServerResponse, running: Topology | undefined): void {
  if (running) {
    const { place, outputs } = running;
    answerJson(response, 200, { status: 'up', endpoint: place.endpoint, region: place.region, outputs });
  } else {
    answerJson(response, 503, { status: 'starting' });
  }
}

function answerJson(response: ServerResponse, status: number, body: object): void {
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
