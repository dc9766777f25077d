import { openApiDocument as imageApi } from '../../lambda/image-api/openapi/openapi-document';
import type { ApiRequest } from '../../local/api/api-request';
import { RestApi, type RestApiOptions } from '../../local/api/rest-api';
import { openApiDocument } from '../../plan/topology/openapi-document';
import type { RestApiDeclaration } from '../../plan/topology/rest-apis';

export const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:image-api-dev';

export const SIGN_IN_FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:image-sign-in-dev';

const invocationOf = (functionArn: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

/**
 * The API as the stack declares it.
 * @param signInFunction checks tokens; without one there are no routes for people
 */
export const declarationOf = (
  allowedOrigins: readonly string[],
  signInFunction?: string,
): RestApiDeclaration => ({
  name: 'image-processing-api-dev',
  executionArn: 'arn:aws:execute-api:us-east-1:000000000000:api-1',
  stage: 'v1',
  hasAccessLogs: false,
  document: openApiDocument.parse(
    imageApi({
      name: 'image-processing-api-dev',
      invocationUri: invocationOf(FUNCTION),
      allowedOrigins,
      authorizerUri: signInFunction && invocationOf(signInFunction),
    }),
  ),
});

/** The API in front of a function that returns 200 and records its events. */
export function setUp({
  origins = [] as readonly string[],
  ...given
}: Partial<RestApiOptions> & { origins?: readonly string[] }) {
  const events: Record<string, unknown>[] = [];
  const api = new RestApi({
    declaration: declarationOf(origins),
    accountId: '000000000000',
    invoke: async (_, event) => {
      events.push(event as Record<string, unknown>);
      return {
        ok: true,
        payload: { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' },
      };
    },
    mayInvoke: async () => true,
    now: () => Date.parse('2026-01-02T03:04:05Z'),
    newId: () => 'request-1',
    ...given,
  });
  const call = async (line: string, request: Partial<ApiRequest> = {}) => {
    const [method = '', url = ''] = line.split(' ');
    const [path = '', query = ''] = url.split('?');
    const answer = await api.answer({
      method,
      base: '/v1',
      path,
      query: new URLSearchParams(query),
      headers: [['Content-Type', 'application/json']],
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
      ...request,
    });
    const text = answer.body.toString();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  return { api, call, events };
}

/** A JSON body, as clients send it. */
export const json = (body: unknown) => ({ body: Buffer.from(JSON.stringify(body)) });

/** An operation with a function behind it. */
export const integrated = (name: string, timeoutInMillis = 29_000) => ({
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    uri: `x/functions/${name}/invocations`,
    timeoutInMillis,
  },
});
