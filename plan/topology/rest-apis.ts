import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { UnsupportedDeclarationError } from '../unsupported';
import { block, declarationSchema, jsonText, readAttributes, readDeclarations } from './declaration';
import { type OpenApiDocument, openApiDocument } from './openapi-document';

/** The limits of a stage: a token bucket. */
export interface Throttling {
  /** Requests per second. */
  readonly rate: number;
  /** Concurrent requests. */
  readonly burst: number;
}

export interface RestApiDeclaration {
  readonly name: string;
  readonly executionArn: string;
  readonly stage: string;
  readonly document: OpenApiDocument;
  readonly throttling?: Throttling;
  /** Whether the stage writes access logs. The twin counts requests instead. */
  readonly hasAccessLogs: boolean;
}

const restApi = declarationSchema(
  { name: z.string(), body: jsonText(openApiDocument) },
  {
    endpoint_configuration: 'there is one endpoint',
  },
);

const stage = declarationSchema(
  { rest_api_id: z.string(), stage_name: z.string(), access_log_settings: z.unknown().optional() },
  {
    deployment_id: 'the twin always uses the current document of an API',
    xray_tracing_enabled: 'there is no X-Ray',
  },
);

const methodSettings = declarationSchema({
  rest_api_id: z.string(),
  stage_name: z.string(),
  method_path: z.literal('*/*', 'only settings of the whole stage are supported'),
  settings: block(
    z.object({
      throttling_rate_limit: z.number().optional(),
      throttling_burst_limit: z.number().optional(),
    }),
  ),
});

/** The REST APIs, each with its only stage. */
export function readRestApis(plan: AppliedPlan): RestApiDeclaration[] {
  const stages = readAttributes(plan, 'aws_api_gateway_stage', stage);
  const settings = readAttributes(plan, 'aws_api_gateway_method_settings', methodSettings);
  return readDeclarations(plan, 'aws_api_gateway_rest_api', restApi, (read, resource) => {
    const id = resource.computed('id');
    const [only, ...others] = stages.filter(({ rest_api_id: api }) => api === id);
    if (!only || others.length > 0) {
      throw new UnsupportedDeclarationError([`${resource.address}: exactly one stage is supported`]);
    }
    const limits = settings.find(({ rest_api_id: api }) => api === id)?.settings;
    const { throttling_rate_limit: rate, throttling_burst_limit: burst } = limits ?? {};
    return {
      name: read.name,
      executionArn: resource.computed('execution_arn'),
      stage: only.stage_name,
      document: read.body,
      hasAccessLogs: only.access_log_settings !== undefined,
      ...(rate !== undefined && burst !== undefined && { throttling: { rate, burst } }),
    };
  });
}
