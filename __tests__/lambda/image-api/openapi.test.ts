import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { INTEGRATION_TIMEOUT_MS, openApiDocument } from '../../../lambda/image-api/openapi/openapi-document';

const INVOCATION_URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:of:function/invocations';
const documentFor = (...allowedOrigins: string[]) =>
  openApiDocument({ name: 'image-processing-api-dev', invocationUri: INVOCATION_URI, allowedOrigins });

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, unknown>;
  readonly [extension: `x-${string}`]: Record<string, unknown>;
}

function operationsOf(document: ReturnType<typeof documentFor>, ...methods: string[]): Operation[] {
  const paths = Object.values(document.paths as Record<string, Record<string, Operation>>);
  const found = paths.flatMap((path) =>
    Object.entries(path).flatMap(([method, operation]) => (methods.includes(method) ? [operation] : [])),
  );
  expect(found).not.toHaveLength(0);
  return found;
}

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
}

/** Every keyword that occurs in a schema, at any depth. */
function keywordsOf(schema: Schema): string[] {
  const parts = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])];
  return [...Object.keys(schema), ...parts.flatMap(keywordsOf)];
}

describe('the OpenAPI document', () => {
  it.each([
    ['without browsers', []],
    ['for one origin', ['https://photos.example.com']],
    ['for several origins', ['https://photos.example.com', 'http://localhost:3000']],
  ])('passes every recommended rule of Redocly, %s', (_, origins) => {
    const linter = join(__dirname, '../../support/lint-openapi.mjs');
    const input = JSON.stringify(documentFor(...origins));
    expect(JSON.parse(execFileSync(process.execPath, [linter], { input, encoding: 'utf8' }))).toEqual([]);
  });

  it('has the version that API Gateway imports', () => {
    expect(documentFor().openapi).toBe('3.0.1');
  });

  it('names models with letters and digits only', () => {
    expect(Object.keys(documentFor().components?.schemas ?? {}).join('')).toMatch(/^[A-Za-z0-9]+$/);
  });

  it('uses only keywords that API Gateway supports in a model', () => {
    const allowed = [
      '$ref',
      'description',
      'enum',
      'format',
      'items',
      'maxLength',
      'maximum',
      'minLength',
      'minimum',
      'properties',
      'required',
      'type',
    ];
    const models = Object.values(documentFor().components?.schemas ?? {}) as Schema[];
    const keywords = new Set(models.flatMap(keywordsOf));
    expect(keywords.size).toBeGreaterThan(5);
    expect([...keywords].filter((keyword) => !allowed.includes(keyword))).toEqual([]);
  });

  it('references only models, since API Gateway resolves no other components', () => {
    const references = [...JSON.stringify(documentFor()).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, ref]) => ref,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(reference).toMatch(/^#\/components\/schemas\/[A-Za-z0-9]+$/);
  });

  it('has no text that Terraform would interpret as a template', () => {
    expect(JSON.stringify(documentFor('https://a.example', 'https://b.example'))).not.toMatch(/[$%]\{/);
  });

  it('invokes the function by POST for every route, within the timeout of API Gateway', () => {
    const operations = operationsOf(documentFor(), 'get', 'post', 'delete');
    expect(operations).toHaveLength(5);
    for (const operation of operations) {
      expect(operation['x-amazon-apigateway-integration']).toEqual({
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: INVOCATION_URI,
        passthroughBehavior: 'when_no_match',
        timeoutInMillis: INTEGRATION_TIMEOUT_MS,
      });
    }
    expect(INTEGRATION_TIMEOUT_MS).toBeLessThanOrEqual(29_000);
  });

  it('requires a signature on every route, with and without CORS', () => {
    for (const document of [documentFor(), documentFor('https://photos.example.com')]) {
      for (const operation of operationsOf(document, 'get', 'post', 'delete')) {
        expect(operation).toMatchObject({
          security: [{ sigv4: [] }],
          'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
        });
      }
      expect(document.components?.securitySchemes?.sigv4).toMatchObject({
        'x-amazon-apigateway-authtype': 'awsSigv4',
      });
    }
  });

  it('leaves bodies to the function, whose messages name the field and the fix', () => {
    const document = documentFor();
    for (const operation of operationsOf(document, 'get', 'post', 'delete')) {
      const name = String(operation['x-amazon-apigateway-request-validator']);
      expect(document['x-amazon-apigateway-request-validators'][name]).toEqual({
        validateRequestBody: false,
        validateRequestParameters: true,
      });
    }
  });

  it('documents the responses of API Gateway and the 500 for every route', () => {
    for (const { operationId, responses } of operationsOf(documentFor(), 'get', 'post', 'delete')) {
      expect([operationId, Object.keys(responses)]).toEqual([
        operationId,
        expect.arrayContaining(['403', '429', '500', '504']),
      ]);
    }
  });

  it.each(['https://a.example/path', "https://a.example'", 'a.example', '', 'https://$input'])(
    'rejects %p as an origin',
    (origin) => {
      expect(() => documentFor(origin)).toThrow(`received "${origin}"`);
    },
  );
});
