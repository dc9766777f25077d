import type { OpenAPIObject } from 'openapi3-ts/oas30';
import { clientSchemas } from './component-schemas';

const isForApiGateway = (key: string): boolean => key.startsWith('x-amazon-');

/** The document for client generators: without API Gateway extensions, and with keywords that API Gateway rejects. */
export function clientDocument(document: OpenAPIObject): OpenAPIObject {
  const hasSignIn = Object.keys(document.paths).some((path) => path.startsWith('/my/'));
  const complete = { ...document, components: { ...document.components, schemas: clientSchemas(hasSignIn) } };
  return JSON.parse(
    JSON.stringify(complete, (key, value: unknown) => (isForApiGateway(key) ? undefined : value)),
  );
}
