import { render } from 'velocityjs';
import { gatewayResponseHeaders, preflight } from '../../../lambda/image-api/openapi/preflight';

const ONE = ['https://photos.example.com'];
const SEVERAL = ['https://photos.example.com', 'http://localhost:5173', 'capacitor://localhost'];

const preflightFor = (origins: readonly string[]) =>
  preflight({ path: '/images/{image_id}', parameters: [], methods: ['get', 'delete'], origins });

interface MockResponse {
  readonly responseParameters: Record<string, string>;
  readonly responseTemplates?: Record<string, string>;
}

/** Does what API Gateway does with a mock integration: static headers, then what the template overrides. */
function answerTo(headers: Record<string, string>, origins: readonly string[]): Record<string, string> {
  const { responseParameters, responseTemplates } = preflightFor(origins)['x-amazon-apigateway-integration']
    .responses.default as MockResponse;
  const fixed = Object.entries(responseParameters).map(([name, value]) => [
    name.replace('method.response.header.', ''),
    value.slice(1, -1),
  ]);
  const override: Record<string, string> = {};
  render(responseTemplates?.['application/json'] ?? '', {
    input: { params: () => ({ header: { get: (name: string) => headers[name] } }) },
    context: { responseOverride: { header: override } },
  });
  return { ...Object.fromEntries(fixed), ...override };
}

describe('a preflight route', () => {
  it('is handled by API Gateway, unsigned, without the function', () => {
    expect(preflightFor(ONE)).toMatchObject({
      security: [],
      'x-amazon-apigateway-auth': { type: 'NONE' },
      'x-amazon-apigateway-integration': {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode": 204}' },
        responses: { default: { statusCode: '204' } },
      },
    });
  });

  it('allows the methods of its path and the headers of a signed request, for an hour', () => {
    expect(answerTo({}, ONE)).toEqual({
      'Access-Control-Allow-Headers':
        'Amz-Sdk-Invocation-Id,Amz-Sdk-Request,Authorization,Content-Type,X-Amz-Content-Sha256,X-Amz-Date,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id',
      'Access-Control-Allow-Methods': 'GET,DELETE',
      'Access-Control-Allow-Origin': 'https://photos.example.com',
      'Access-Control-Max-Age': '3600',
      Vary: 'Origin',
    });
  });

  it.each(SEVERAL)('repeats the origin of the request when it is one of several allowed: %s', (origin) => {
    expect(answerTo({ Origin: origin }, SEVERAL)).toMatchObject({ 'Access-Control-Allow-Origin': origin });
    expect(answerTo({ origin }, SEVERAL)).toMatchObject({ 'Access-Control-Allow-Origin': origin });
  });

  it.each([
    'https://evil.example',
    'https://photos.example.com.evil.example',
    'http://localhost:51730',
    'capacitor://localhost.evil',
    'null',
  ])('does not repeat an origin that is not allowed: %s', (origin) => {
    const allowed = answerTo({ Origin: origin }, SEVERAL)['Access-Control-Allow-Origin'];
    expect(allowed).not.toBe(origin);
    expect(allowed).not.toBe('*');
  });

  it('allows every origin only when * is given', () => {
    expect(answerTo({}, ['*'])).toMatchObject({ 'Access-Control-Allow-Origin': '*' });
  });
});

describe("the CORS header of API Gateway's own responses", () => {
  it('is the origin when there is only one', () => {
    expect(gatewayResponseHeaders(ONE)).toEqual({
      'gatewayresponse.header.Access-Control-Allow-Origin': "'https://photos.example.com'",
    });
  });

  it.each([[[]], [SEVERAL]])('is absent when there are no or several origins: %j', (origins) => {
    expect(gatewayResponseHeaders(origins)).toEqual({});
  });
});
