import { render } from 'velocityjs';
import type { MockIntegration } from '../../plan/topology/openapi-document';
import type { ApiRequest, ApiResponse } from './api-request';

const HEADER = /^method\.response\.header\.(.+)$/;
const CONSTANT = /^'(.*)'$/s;

/** Responds without a function, from the integration's Velocity templates. */
export function mockResponse(integration: MockIntegration, request: ApiRequest): ApiResponse {
  const { statusCode, responseParameters, responseTemplates } = integration.responses.default;
  const overrides: { header: Record<string, string>; status?: number } = { header: {} };
  const template = responseTemplates?.['application/json'] ?? '';
  const headers = Object.fromEntries(request.headers);
  const body = render(template, {
    context: { responseOverride: overrides },
    input: { params: () => ({ header: { get: (name: string) => headers[name] } }) },
  });
  return {
    status: overrides.status ?? statusCode,
    headers: { ...constantHeaders(responseParameters), ...overrides.header },
    body: Buffer.from(body.trim()),
  };
}

function constantHeaders(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([parameter, value]) => {
      const [, name] = HEADER.exec(parameter) ?? [];
      const [, constant] = CONSTANT.exec(value) ?? [];
      return name !== undefined && constant !== undefined ? [[name, constant]] : [];
    }),
  );
}
