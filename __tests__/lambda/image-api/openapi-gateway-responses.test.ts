import { GATEWAY_STATUSES } from '../../../lambda/image-api/openapi/documented-responses';
import { gatewayResponses } from '../../../lambda/image-api/openapi/gateway-responses';
import { errorResponse } from '../../../lambda/image-api/response-schemas';

/** Substitutes as API Gateway does: `messageString` comes with quotes, the others without. */
const substituted = (template: string): unknown =>
  JSON.parse(
    template
      .replace('$context.error.messageString', '"Not Found"')
      .replace('$context.error.validationErrorString', '[object has missing properties ([\\"image_key\\"])]')
      .replace('$context.requestId', 'request-1'),
  );

const responses = Object.entries(gatewayResponses([]));

it.each(responses)('%s has the shape of every other error', (_, { responseTemplates }) => {
  const body = substituted(responseTemplates['application/json'] ?? '');
  expect(body).toEqual({ ...errorResponse.parse(body), request_id: 'request-1' });
});

it('reports the problem with a body', () => {
  const { BAD_REQUEST_BODY } = gatewayResponses([]);
  expect(substituted(BAD_REQUEST_BODY?.responseTemplates['application/json'] ?? '')).toMatchObject({
    error: 'INVALID_REQUEST',
    message: expect.stringContaining('missing properties (["image_key"])'),
  });
});

it.each(GATEWAY_STATUSES)('there is a response for the documented status %i', (status) => {
  expect(responses.map(([, { statusCode }]) => statusCode)).toContain(String(status));
});

it.each(['DEFAULT_4XX', 'DEFAULT_5XX'])('%s keeps the status of API Gateway', (type) => {
  expect(gatewayResponses([])[type]).not.toHaveProperty('statusCode');
});

it('has the origin that may read it', () => {
  const responses = Object.values(gatewayResponses(['https://photos.example.com']));
  expect(responses).not.toHaveLength(0);
  for (const { responseParameters } of responses) {
    expect(responseParameters).toEqual({
      'gatewayresponse.header.Access-Control-Allow-Origin': "'https://photos.example.com'",
    });
  }
});
