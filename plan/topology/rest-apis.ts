import { z } from 'zod';
import type { TerraformDocument } from '../terraform-document';
import { UnsupportedDeclarationError } from '../unsupported';
import { block, declarationSchema, jsonText, readDeclarations } from './declaration';
import { type OpenApiDocument, openApiDocument } from './openapi-document';

export interface Throttling {
  /** Requests a second. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

export interface RestApiDeclaration {
  readonly name: string;
  readonly executionArn: string;
  readonly stage: string;
  readonly document: OpenApiDocument;
  readonly throttling?: Throttling;
}

const restApi = declarationSchema(
  { name: z.string(), body: jsonText(openApiDocument) },
  {
    description: 'for people',
    endpoint_configuration: 'there is one place to reach it',
    tags: 'nothing is billed',
  },
);

const stage = declarationSchema(
  { rest_api_id: z.string(), stage_name: z.string() },
  {
    deployment_id: 'an API is as its document says, always',
    access_log_settings: 'every answer is counted by its metrics',
    xray_tracing_enabled: 'there is no X-Ray here',
    tags: 'nothing is billed',
  },
);

const methodSettings = declarationSchema(
  {
    rest_api_id: z.string(),
    stage_name: z.string(),
    method_path: z.literal('*/*', 'only settings of the whole stage are understood'),
    settings: block(
      z.object({
        throttling_rate_limit: z.number().optional(),
        throttling_burst_limit: z.number().optional(),
      }),
    ),
  },
  {},
);

/** The REST APIs, each on its one stage. */
export function readRestApis(document: TerraformDocument): RestApiDeclaration[] {
  const stages = readDeclarations(document, 'aws_api_gateway_stage', stage, (read) => read);
  const settings = readDeclarations(
    document,
    'aws_api_gateway_method_settings',
    methodSettings,
    (read) => read,
  );
  return readDeclarations(document, 'aws_api_gateway_rest_api', restApi, (read, resource) => {
    const id = resource.computed('id');
    const [only, ...others] = stages.filter(({ rest_api_id: api }) => api === id);
    if (!only || others.length > 0) {
      throw new UnsupportedDeclarationError([
        `${resource.address}: expected one stage, not ${others.length}`,
      ]);
    }
    const limits = settings.find(({ rest_api_id: api }) => api === id)?.settings;
    const { throttling_rate_limit: rate, throttling_burst_limit: burst } = limits ?? {};
    return {
      name: read.name,
      executionArn: resource.computed('execution_arn'),
      stage: only.stage_name,
      document: read.body,
      ...(rate !== undefined && burst !== undefined && { throttling: { rate, burst } }),
    };
  });
}
