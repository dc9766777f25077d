import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Topology } from '../../plan/topology/topology';
import type { Console } from '../console/server';
import { browserRefusal } from '../foundation/browser-guard';
import { messageOf } from '../foundation/error-message';
import { readBody, replyJson } from '../foundation/http';
import type { Action } from './actions';
import { PEOPLE_PATH } from './people-page';

/** The parts of a running twin that the web server serves. */
export interface WebParts {
  readonly topology: Topology;
  readonly api?: {
    /** Its path, without a slash at the end. */
    readonly path: string;
    readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  };
  /** The console with everything that it needs. */
  readonly console: Pick<Console, 'handle'>;
  /** The page for people who sign in, if there is an issuer. */
  readonly people?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Reports for programs, by path. */
  readonly reports: Readonly<Record<string, () => unknown>>;
  /** Actions on the twin, by path. They are called with POST. */
  readonly actions: Readonly<Record<string, Action>>;
}

/**
 * The web server: `/health` reports whether everything is up, and its addresses; `/` is the console; the API
 * is below its path, the reports and actions of the twin are beside it.
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
  const isApi = running?.api !== undefined && path.startsWith(`${running.api.path}/`);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  // A read changes nothing, and a page of another origin cannot see the response. The API has its own CORS rules.
  const refusal = browserRefusal(request.headers, isApi || isRead);
  if (refusal) return replyJson(response, 403, { error: 'FORBIDDEN', message: refusal });
  if (path === '/health') return answerHealth(response, running?.topology);
  if (!running) return replyJson(response, 503, { error: 'STARTING' });
  const { api, people, reports, actions } = running;
  if (people && path === PEOPLE_PATH) return people(request, response);
  const report = reports[path];
  if (api && isApi) return api.answer(request, response);
  if (report) return replyJson(response, 200, report());
  const action = request.method === 'POST' ? actions[path] : undefined;
  if (action) {
    const { status, body } = await action((await readBody(request)).toString());
    return replyJson(response, status, body);
  }
  if (await running.console.handle(request, response)) return;
  replyJson(response, 404, { error: 'NOT_FOUND' });
}

function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else replyJson(response, 500, { message: messageOf(error) });
}

function answerHealth(response: ServerResponse, running: Topology | undefined): void {
  if (running) {
    const { place, outputs } = running;
    replyJson(response, 200, { status: 'up', endpoint: place.endpoint, region: place.region, outputs });
  } else {
    replyJson(response, 503, { status: 'starting' });
  }
}
