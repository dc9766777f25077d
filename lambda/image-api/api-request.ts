import type { APIGatewayProxyEvent } from 'aws-lambda';
import { InvalidRequestError } from './validation';

/** A request as the routes see it. Nothing in it is validated yet. */
export interface ApiRequest {
  /** The request's id in logs and error responses. */
  readonly id: string;
  /** Epoch milliseconds at which the caller stops waiting for the response. */
  readonly deadline: number;
  /** The address that the client called, without its query. */
  readonly url: string;
  readonly body: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** @throws InvalidRequestError when a query parameter is repeated */
export function apiRequest(event: APIGatewayProxyEvent, id: string, deadline: number): ApiRequest {
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if ((values?.length ?? 0) > 1) throw new InvalidRequestError(`${name} is given more than once.`);
  }
  const body = event.body ?? '';
  return {
    id,
    deadline,
    url: urlOf(event),
    body: event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
    path: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
  };
}

/** API Gateway speaks HTTPS only. The path of the context has the stage, or the base path of a domain name. */
function urlOf({ headers, requestContext }: APIGatewayProxyEvent): string {
  const scheme = headers?.['X-Forwarded-Proto'] === 'http' ? 'http' : 'https';
  return `${scheme}://${requestContext?.domainName}${requestContext?.path}`;
}
