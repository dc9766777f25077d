import { clientDocument } from '../../../lambda/image-api/openapi/client-document';
import { openApiDocument } from '../../../lambda/image-api/openapi/openapi-document';

const documentFor = (options: { authorizerUri?: string } = {}) =>
  clientDocument(
    openApiDocument({ name: 'images', invocationUri: 'secret-uri', allowedOrigins: [], ...options }),
  );

describe('the document for clients', () => {
  it('has the paths of the deployed one, and nothing that is for API Gateway', () => {
    const document = documentFor();
    expect(Object.keys(document.paths)).toContain('/images/{image_id}');
    expect(JSON.stringify(document)).not.toMatch(/x-amazon|secret-uri/);
  });

  it('says that the headers of an upload are texts by name, which API Gateway cannot import', () => {
    expect(documentFor().components?.schemas?.UploadTicket).toMatchObject({
      properties: { headers: { type: 'object', additionalProperties: { type: 'string' } } },
    });
  });

  it('has the routes and bodies for people where they sign in', () => {
    expect(Object.keys(documentFor().components?.schemas ?? {})).not.toContain('OwnUploadRequest');
    const document = documentFor({ authorizerUri: 'a' });
    expect(Object.keys(document.components?.schemas ?? {})).toContain('OwnUploadRequest');
    expect(document.paths).toHaveProperty(['/my/uploads']);
  });
});
