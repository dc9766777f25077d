import { openApiDocument } from '../../../plan/topology/openapi-document';
import { declarationOf, setUp } from '../../support/rest-api';

describe('A document', () => {
  const withResponse = (response: object) => ({
    ...declarationOf([]),
    document: openApiDocument.parse({
      paths: {},
      'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: response },
    }),
  });

  it.each<[string, object, string]>([
    [
      'a variable',
      { responseTemplates: { 'application/json': '"$context.identity.sourceIp"' } },
      '$context.identity.sourceIp',
    ],
    [
      'a header made from the request',
      { responseParameters: { 'gatewayresponse.header.X': 'method.request.header.Y' } },
      'gatewayresponse.header.X',
    ],
  ])('is refused when its gateway responses have %s that the twin does not know', (_, response, named) => {
    expect(() => setUp({ declaration: withResponse(response) })).toThrow(named);
  });

  it('is refused when a path parameter has several segments', () => {
    const document = openApiDocument.parse({ paths: { '/files/{path+}': {} } });
    expect(() => setUp({ declaration: { ...declarationOf([]), document } })).toThrow('/files/{path+}');
  });
});
