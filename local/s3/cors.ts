import type { ServerResponse } from 'node:http';
import { S3Error } from './errors';
import type { S3Request } from './s3-request';
import type { CorsRule } from './stored-object';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** `*` stands for any run of characters, once. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= pattern.length - 1 && text.startsWith(before) && text.endsWith(after);
}

/** The first rule that covers the request, as S3 picks it. */
function ruleFor(
  rules: readonly CorsRule[],
  origin: string,
  method: string,
  headers: readonly string[],
): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.allowedOrigins.some((pattern) => matches(pattern, origin)) &&
      rule.allowedMethods.includes(method) &&
      headers.every((name) => rule.allowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name))),
  );
}

function allow(response: ServerResponse, rule: CorsRule, origin: string): void {
  const anybody = rule.allowedOrigins.includes('*');
  response.setHeader('Access-Control-Allow-Origin', anybody ? '*' : origin);
  if (!anybody) response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Allow-Methods', rule.allowedMethods.join(', '));
  if (rule.exposeHeaders?.length) {
    response.setHeader('Access-Control-Expose-Headers', rule.exposeHeaders.join(', '));
  }
  if (rule.maxAgeSeconds !== undefined) response.setHeader('Access-Control-Max-Age', rule.maxAgeSeconds);
  response.setHeader('Vary', VARY);
}

const READS = ['GET', 'HEAD'];

/**
 * Refuses a change by a page of another origin, unless a rule covers it. AWS relies on signatures alone. Here every
 * key's secret is known, so that a page could sign its own requests.
 * @throws S3Error `AccessForbidden`
 */
export function refuseForeignChange(request: S3Request, rules: readonly CorsRule[]): void {
  const origin = request.header('origin');
  if (origin === undefined || READS.includes(request.method)) return;
  if (origin === `http://${request.header('host')}` || ruleFor(rules, origin, request.method, [])) return;
  throw new S3Error('AccessForbidden', { details: { Method: request.method, ResourceType: 'OBJECT' } });
}

/** Allows a page of an allowed origin to read the response. Without a rule, these headers are missing. */
export function allowOrigin(request: S3Request, response: ServerResponse, rules: readonly CorsRule[]): void {
  const origin = request.header('origin');
  const rule = origin === undefined ? undefined : ruleFor(rules, origin, request.method, []);
  if (rule && origin !== undefined) allow(response, rule, origin);
}

/** Handles a browser's OPTIONS request. @throws S3Error `AccessForbidden` when no rule covers it */
export function answerPreflight(
  request: S3Request,
  response: ServerResponse,
  rules: readonly CorsRule[],
): void {
  const origin = request.header('origin');
  const method = request.header('access-control-request-method');
  if (origin === undefined || method === undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'A preflight request needs the headers Origin and Access-Control-Request-Method.',
    });
  }
  const headers = (request.header('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = ruleFor(rules, origin, method, headers);
  if (!rule) {
    throw new S3Error('AccessForbidden', { details: { Method: method, ResourceType: 'OBJECT' } });
  }
  allow(response, rule, origin);
  if (headers.length > 0) response.setHeader('Access-Control-Allow-Headers', headers.join(', '));
  response.writeHead(200).end();
}
