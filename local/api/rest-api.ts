import { type LambdaProxyIntegration, tokenAuthorizerOf } from '../../plan/topology/openapi-document';
import type { RestApiDeclaration } from '../../plan/topology/rest-apis';
import type { InvocationResult } from '../functions/protocol';
import { type ApiRequest, type ApiResponse, headerOf } from './api-request';
import { createGatewayResponses, type GatewayError } from './gateway-errors';
import { mockResponse } from './mock-integration';
import { proxyEvent } from './proxy-event';
import { proxyResponse } from './proxy-response';
import { createRequestValidation } from './request-validation';
import { createRoutes, type MatchedRoute } from './routes';
import { type Authorization, type AuthorizerContext, checkToken } from './token-authorizer';
import { TokenBucket } from './token-bucket';

export interface RestApiOptions {
  readonly declaration: RestApiDeclaration;
  readonly accountId: string;
  readonly invoke: (functionArn: string, event: unknown) => Promise<InvocationResult>;
  /** Whether the function's policy allows a call from the method or authorizer with this ARN. */
  readonly mayInvoke: (functionArn: string, sourceArn: string) => Promise<boolean>;
  /** Called with each response and its duration in milliseconds. */
  readonly onAnswer?: (status: number, latencyMs: number) => void;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Amazon API Gateway Developer Guide, "Quotas": the payload of a request. */
export const MAX_REQUEST = 10 * 1024 * 1024;

const FUNCTION_ARN = /\/functions\/([^/]+)\/invocations$/;

/** Replaces the id that API Gateway would generate. Policies allow every authorizer of an API. */
const AUTHORIZER_ID = 'token';
/** The same as for an integration. Source: Amazon API Gateway Developer Guide, "Quotas". */
const AUTHORIZER_TIMEOUT_MS = 29_000;

/** A REST API as API Gateway runs it, defined completely by its OpenAPI document. */
export class RestApi {
  private readonly route;
  private readonly validate;
  private readonly gatewayResponse;
  private readonly bucket: TokenBucket | undefined;

  /** @throws Error naming the part of the document that the twin does not support */
  constructor(private readonly options: RestApiOptions) {
    const { document, throttling } = options.declaration;
    this.route = createRoutes(document);
    this.validate = createRequestValidation(document);
    this.gatewayResponse = createGatewayResponses(document);
    this.bucket = throttling && new TokenBucket(throttling, options.now);
  }

  async answer(request: ApiRequest): Promise<ApiResponse> {
    const { newId, now, onAnswer } = this.options;
    const began = now();
    const requestId = newId();
    const outcome = await this.attempt(request, requestId);
    const response = 'type' in outcome ? this.gatewayResponse(outcome, requestId) : outcome;
    onAnswer?.(response.status, now() - began);
    return { ...response, headers: { ...response.headers, 'x-amzn-RequestId': requestId } };
  }

  /**
   * Whether pages of this origin may call the route. On AWS they need a signature. Here they do not, so the response
   * to the preflight applies to every request.
   */
  allowsOrigin(request: ApiRequest, origin: string): boolean {
    const preflight = this.route('OPTIONS', request.path);
    const integration = preflight?.operation['x-amazon-apigateway-integration'];
    if (integration?.type !== 'mock') return false;
    const asked = { ...request, method: 'OPTIONS', headers: [['Origin', origin]] as const };
    const allowed = mockResponse(integration, asked).headers['Access-Control-Allow-Origin'];
    return allowed === '*' || allowed === origin;
  }

  private async attempt(request: ApiRequest, requestId: string): Promise<ApiResponse | GatewayError> {
    const route = this.route(request.method, request.path);
    if (!route) return { type: 'MISSING_AUTHENTICATION_TOKEN' };
    if (this.bucket && !this.bucket.take()) return { type: 'THROTTLED' };
    if (request.body.length > MAX_REQUEST) return { type: 'REQUEST_TOO_LARGE' };
    const authorized = await this.authorize(route, request);
    if (!authorized.ok) return authorized.error;
    const invalid = this.validate(route.operation, request);
    if (invalid) return invalid;
    const integration = route.operation['x-amazon-apigateway-integration'];
    if (integration.type === 'mock') return mockResponse(integration, request);
    return this.invoke(integration, route, request, requestId, authorized.context);
  }

  /** Requests on loopback need no signature. A route with an authorizer needs a token. */
  private async authorize({ operation }: MatchedRoute, request: ApiRequest): Promise<Authorization> {
    const { declaration, invoke, mayInvoke } = this.options;
    const { document, executionArn, stage } = declaration;
    const authorizer = tokenAuthorizerOf(document, operation);
    if (!authorizer) return { ok: true };
    const functionArn = FUNCTION_ARN.exec(authorizer.authorizerUri)?.[1];
    if (!functionArn || !(await mayInvoke(functionArn, `${executionArn}/authorizers/${AUTHORIZER_ID}`))) {
      return { ok: false, error: { type: 'AUTHORIZER_CONFIGURATION_ERROR' } };
    }
    return checkToken(request, {
      authorizer,
      methodArn: `${executionArn}/${stage}/${request.method}${request.path}`,
      invoke: (event) => within(invoke(functionArn, event), AUTHORIZER_TIMEOUT_MS),
    });
  }

  private async invoke(
    { uri, timeoutInMillis }: LambdaProxyIntegration,
    route: MatchedRoute,
    request: ApiRequest,
    requestId: string,
    authorizer: AuthorizerContext | undefined,
  ): Promise<ApiResponse | GatewayError> {
    const { declaration, accountId, invoke, mayInvoke, now } = this.options;
    const { executionArn, stage } = declaration;
    const functionArn = FUNCTION_ARN.exec(uri)?.[1];
    const sourceArn = `${executionArn}/${stage}/${request.method}${route.resource}`;
    if (!functionArn || !(await mayInvoke(functionArn, sourceArn)))
      return { type: 'API_CONFIGURATION_ERROR' };
    const apiId = executionArn.split(':').at(-1) ?? '';
    const event = proxyEvent(request, route, { accountId, apiId, stage, requestId, authorizer, time: now() });
    const result = await within(invoke(functionArn, event), timeoutInMillis);
    if (!result) return { type: 'INTEGRATION_TIMEOUT' };
    return (result.ok ? proxyResponse(result.payload) : undefined) ?? { type: 'DEFAULT_5XX' };
  }
}

/** The function keeps running after the API has stopped waiting. */
async function within<Result>(work: Promise<Result>, milliseconds: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  const first = await Promise.race([work, tooLate]);
  clearTimeout(timer);
  return first;
}

/** The origin of the page that sent the request, if a page did. */
export const originOf = (request: ApiRequest): string | undefined => headerOf(request, 'origin');
