import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { reply } from '../foundation/http';

/** The path of the page where people sign in and see their own photos. */
export const PEOPLE_PATH = '/people';

const EXAMPLE = join(__dirname, '../../docs/examples/sign-in-and-upload.html');

/**
 * Serves the example page of the documentation to the people of an issuer. A request without a query is redirected to
 * the same path with the addresses that the page needs. The issuer's redirect has a query of its own.
 */
export function peoplePage(addresses: Readonly<Record<'api' | 'issuer', string>>) {
  return ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    if (!url.includes('?')) {
      response.writeHead(302, { location: `${PEOPLE_PATH}?${new URLSearchParams(addresses)}` }).end();
      return;
    }
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
    reply(response, { status: 200, headers, body: readFileSync(EXAMPLE) });
  };
}
