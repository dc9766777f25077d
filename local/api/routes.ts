import type { OpenApiDocument, Operation } from '../../plan/topology/openapi-document';
import { decodedUri } from '../foundation/decoded-uri';

/** The operation that a request is for. */
export interface MatchedRoute {
  /** As the document writes it, e.g. `/images/{image_id}`. */
  readonly resource: string;
  readonly operation: Operation;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Resource {
  readonly path: string;
  readonly segments: readonly string[];
  readonly operations: OpenApiDocument['paths'][string];
}

const segmentsOf = (path: string): string[] => path.split('/').slice(1);
const PARAMETER = /^\{([\w.-]+)\}$/;

/**
 * Finds operations as API Gateway does: a literal path segment takes precedence over a parameter.
 * @throws Error naming a path with a parameter that takes several segments
 */
export function createRoutes(document: OpenApiDocument) {
  const resources: Resource[] = Object.entries(document.paths).map(([path, operations]) => {
    if (path.includes('+}'))
      throw new Error(`${path}: the local twin has no path parameters of several segments`);
    return { path, segments: segmentsOf(path), operations };
  });
  // A parameter's brace sorts after every letter, so named segments come first.
  resources.sort((a, b) => (a.path < b.path ? -1 : 1));
  return (method: string, path: string): MatchedRoute | undefined => {
    const sent = segmentsOf(path);
    for (const { path: resource, segments, operations } of resources) {
      const pathParameters = match(segments, sent);
      const operation = operations[method.toLowerCase() as keyof typeof operations];
      if (pathParameters) return operation && { resource, operation, pathParameters };
    }
    return undefined;
  };
}

function match(segments: readonly string[], sent: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== sent.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [position, segment] of segments.entries()) {
    const value = sent[position] ?? '';
    const name = PARAMETER.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === '') return undefined;
    if (name !== undefined) parameters[name] = decodedUri(value);
  }
  return parameters;
}
