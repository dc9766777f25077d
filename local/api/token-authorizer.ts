import { z } from 'zod';
import type { TokenAuthorizer } from '../../plan/topology/openapi-document';
import { wildcard } from '../foundation/wildcard';
import type { InvocationResult } from '../functions/protocol';
import { type ApiRequest, headerOf } from './api-request';
import type { GatewayError } from './gateway-errors';

/** The context that an authorizer function adds to a request: `requestContext.authorizer` of the event. */
export type AuthorizerContext = Readonly<Record<string, string | number | boolean>>;

export type Authorization =
  | { readonly ok: true; readonly context?: AuthorizerContext }
  | { readonly ok: false; readonly error: GatewayError };

const refused = (type: GatewayError['type']): Authorization => ({ ok: false, error: { type } });

export interface TokenCheckOptions {
  readonly authorizer: TokenAuthorizer;
  /** ARN of the request: stage, method and path. */
  readonly methodArn: string;
  readonly invoke: (event: unknown) => Promise<InvocationResult | undefined>;
}

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** Source: API Gateway Developer Guide, "Output from an API Gateway Lambda authorizer". */
const authorizerOutput = z.object({
  principalId: z.string(),
  policyDocument: z.object({
    Statement: z.array(z.strictObject({ Effect: z.enum(['Allow', 'Deny']), Action: texts, Resource: texts })),
  }),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

type Statement = z.output<typeof authorizerOutput>['policyDocument']['Statement'][number];

/** Asks a Lambda authorizer of type TOKEN about a request, as API Gateway does. */
export async function checkToken(
  request: ApiRequest,
  { authorizer, methodArn, invoke }: TokenCheckOptions,
): Promise<Authorization> {
  const token = headerOf(request, 'authorization');
  if (!token || !new RegExp(authorizer.identityValidationExpression).test(token)) {
    return refused('UNAUTHORIZED');
  }
  const result = await invoke({ type: 'TOKEN', authorizationToken: token, methodArn });
  if (!result?.ok) {
    const isUnauthorized = result && !result.ok && result.error.errorMessage === 'Unauthorized';
    return refused(isUnauthorized ? 'UNAUTHORIZED' : 'AUTHORIZER_FAILURE');
  }
  const parsed = authorizerOutput.safeParse(result.payload);
  if (!parsed.success) return refused('AUTHORIZER_CONFIGURATION_ERROR');
  const { principalId, policyDocument, context } = parsed.data;
  if (!isAllowed(policyDocument.Statement, methodArn)) return refused('ACCESS_DENIED');
  return { ok: true, context: { ...context, principalId } };
}

function isAllowed(statements: readonly Statement[], methodArn: string): boolean {
  const applying = statements.filter(
    ({ Action, Resource }) =>
      Action.some((action) => wildcard(action).test('execute-api:Invoke')) &&
      Resource.some((resource) => wildcard(resource, 's').test(methodArn)),
  );
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
}
