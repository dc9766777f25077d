import type { APIGatewayProxyEvent } from 'aws-lambda';

const originOf = ({ headers }: Pick<APIGatewayProxyEvent, 'headers'>): string | undefined =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'origin')?.[1];

/**
 * The headers that let a page of an allowed origin read a response. API Gateway itself responds to preflight requests,
 * as the OpenAPI document declares.
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
