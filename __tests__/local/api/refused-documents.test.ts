import { openApiDocument } from '../../../plan/topology/openapi-document';
import { declarationOf, setUp } from '../../support/rest-api';

describe('A document is refused', () => {
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
  ])('whose gateway responses have %s that the twin does not know', (_, response, named) => {
    expect(() => setUp({ declaration: withResponse(response) })).toThrow(named);
  });

  it('with a path parameter of several segments', () => {
    const document = openApiDocument.parse({ paths: { '/files/{path+}': {} } });
    expect(() => setUp({ declaration: { ...declarationOf([]), document } })).toThrow('/files/{path+}');
  });
});
