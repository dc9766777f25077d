import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type ApiRequest, headerOf } from './api-request';
import type { MatchedRoute } from './routes';
import type { AuthorizerContext } from './token-authorizer';

/** The API that a request reached, its time and its authorizer's context. */
export interface RequestDetails {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly requestId: string;
  /** The context that an authorizer added to the request. */
  readonly authorizer?: AuthorizerContext | undefined;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** The event that API Gateway passes to a function (REST API, Lambda proxy integration). */
export function proxyEvent(
  request: ApiRequest,
  { resource, pathParameters }: MatchedRoute,
  details: RequestDetails,
): APIGatewayProxyEvent {
  const { method, path, query, headers, body } = request;
  return {
    resource,
    path,
    httpMethod: method,
    headers: lastOf(headers),
    multiValueHeaders: allOf(headers),
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(allOf(query)),
    pathParameters: orNull(pathParameters),
    stageVariables: null,
    requestContext: requestContext(request, resource, details),
    body: body.length > 0 ? body.toString() : null,
    isBase64Encoded: false,
  };
}

function requestContext(
  request: ApiRequest,
  resourcePath: string,
  { accountId, apiId, stage, requestId, authorizer, time }: RequestDetails,
): APIGatewayProxyEvent['requestContext'] {
  return {
    accountId,
    apiId,
    authorizer: authorizer ?? null,
    domainName: headerOf(request, 'host'),
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: {
      ...NOBODY,
      sourceIp: request.sourceIp,
      userAgent: headerOf(request, 'user-agent') ?? null,
    },
    path: `${request.base}${request.path}`,
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: commonLogTime(time),
    requestTimeEpoch: time,
    resourceId: resourcePath,
    resourcePath,
    stage,
  };
}

/** The identity of the caller. It is empty, because requests to the twin's API are not signed. */
const NOBODY = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

type Pairs = Iterable<readonly [name: string, value: string]>;

const lastOf = (pairs: Pairs): Record<string, string> => Object.fromEntries([...pairs]);

function allOf(pairs: Pairs): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [name, value] of pairs) all[name] = [...(all[name] ?? []), value];
  return all;
}

const orNull = <Values extends object>(values: Values): Values | null =>
  Object.keys(values).length > 0 ? values : null;

/** `09/Apr/2015:12:34:56 +0000`. */
function commonLogTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
