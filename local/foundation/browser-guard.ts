import type { IncomingHttpHeaders } from 'node:http';
import { isOwnHost } from './loopback';

/** Sites other than the server's own, as browsers report them. Programs send no such header. */
const FOREIGN_SITES = new Set(['cross-site', 'same-site']);

/** Whether a browser says that a page of another origin makes the request. */
function isFromForeignPage({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (origin !== undefined) return origin !== `http://${host}`;
  return FOREIGN_SITES.has(String(site));
}

/**
 * The reason for refusing a request; undefined if it is allowed. A foreign host name is refused, because a web page
 * could make any name resolve to loopback. A request from a page of another origin is refused, too, unless
 * `admitsOrigin` leaves the decision to the CORS rules of the service.
 */
export function browserRefusal(headers: IncomingHttpHeaders, admitsOrigin = false): string | undefined {
  if (!isOwnHost(headers.host)) return `This server does not answer for the host ${headers.host}.`;
  if (admitsOrigin || !isFromForeignPage(headers)) return undefined;
  return `A page of another origin (${headers.origin ?? 'unnamed'}) may not call this server.`;
}
