import type { APIGatewayProxyEvent } from 'aws-lambda';
import { InvalidRequestError } from './validation';

/** A request for a route. Its content is not validated yet. */
export interface ApiRequest {
  /** The id of the request in logs and error responses. */
  readonly id: string;
  /** Epoch milliseconds. The caller stops waiting for the response at this time. */
  readonly deadline: number;
  /** The URL that the client called, without the query. */
  readonly url: string;
  readonly body: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** @throws InvalidRequestError if a query parameter is repeated */
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

/** API Gateway supports only HTTPS. The path in the context includes the stage, or the base path of a domain name. */
function urlOf({ headers, requestContext }: APIGatewayProxyEvent): string {
  const scheme = headers?.['X-Forwarded-Proto'] === 'http' ? 'http' : 'https';
  return `${scheme}://${requestContext?.domainName}${requestContext?.path}`;
}
