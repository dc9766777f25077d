import type { APIGatewayProxyEvent } from 'aws-lambda';

const originOf = ({ headers }: Pick<APIGatewayProxyEvent, 'headers'>): string | undefined =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'origin')?.[1];

/**
 * Headers with which a page of an allowed origin may read a response. Preflight requests never get here: API
 * Gateway responds to them, as the OpenAPI document declares.
 */
export function corsHeaders(
  event: Pick<APIGatewayProxyEvent, 'headers'>,
  allowedOrigins: readonly string[],
): Record<string, string> {
  if (allowedOrigins.length === 0) return {};
  const vary = { vary: 'Origin' };
  if (allowedOrigins.includes('*')) return { ...vary, 'access-control-allow-origin': '*' };
  const origin = originOf(event);
  if (origin === undefined || !allowedOrigins.includes(origin)) return vary;
  return { ...vary, 'access-control-allow-origin': origin };
}
