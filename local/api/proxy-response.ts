import { z } from 'zod';
import type { ApiResponse } from './api-request';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** The result that a proxy integration expects of a function. Any other result becomes a 502. */
const proxyResult = z.strictObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The HTTP response that a function's result describes; undefined if the result is invalid. */
export function proxyResponse(payload: unknown): ApiResponse | undefined {
  const parsed = proxyResult.safeParse(payload);
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const all: Record<string, string | string[]> = { ...headers, ...multiValueHeaders };
  const hasType = Object.keys(all).some((name) => name.toLowerCase() === 'content-type');
  return {
    status: statusCode,
    headers: hasType ? all : { ...all, 'Content-Type': 'application/json' },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}
