import { z } from 'zod';
import type { AppliedPlan, AppliedResource } from '../applied-plan';
import { UnsupportedDeclarationError } from '../unsupported';

/** Attributes without an effect in the twin, each with the reason. */
type WithoutEffect = Readonly<Record<string, string>>;

/** Attributes without an effect that any resource can have. */
const ALWAYS_WITHOUT_EFFECT: WithoutEffect = { description: 'for people', tags: 'nothing is billed' };

/**
 * The schema of a resource type. It reads the attributes in `understood`, ignores those in `withoutEffect`, and refuses
 * all others, so that the twin never silently does less than AWS.
 */
export function declarationSchema<Shape extends z.ZodRawShape>(
  understood: Shape,
  withoutEffect: WithoutEffect = {},
) {
  const tolerated = Object.fromEntries(
    Object.keys({ ...ALWAYS_WITHOUT_EFFECT, ...withoutEffect }).map((attribute) => [
      attribute,
      z.unknown().optional(),
    ]),
  );
  return z.strictObject({ ...tolerated, ...understood } as Shape);
}

/** A nested block. CDKTF writes a single block as an object or as a list with one element. */
export const block = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (Array.isArray(value) && value.length === 1 ? value[0] : value), schema);

/** JSON in a text, as in policies. */
export const jsonText = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** The attributes of all resources of a type. @throws UnsupportedDeclarationError if an attribute is not supported */
export const readAttributes = <Schema extends z.ZodType>(plan: AppliedPlan, type: string, schema: Schema) =>
  readDeclarations(plan, type, schema, (attributes) => attributes);

/**
 * Reads all resources of a type.
 * @throws UnsupportedDeclarationError with each resource and attribute that is not supported
 */
export function readDeclarations<Schema extends z.ZodType, Declaration>(
  plan: AppliedPlan,
  type: string,
  schema: Schema,
  toDeclaration: (attributes: z.output<Schema>, resource: AppliedResource) => Declaration,
): Declaration[] {
  const problems: string[] = [];
  const declarations: Declaration[] = [];
  for (const resource of plan.resources(type)) {
    const parsed = schema.safeParse(resource.attributes);
    if (parsed.success) declarations.push(toDeclaration(parsed.data, resource));
    else problems.push(...parsed.error.issues.map((issue) => describe(resource, issue)));
  }
  if (problems.length > 0) throw new UnsupportedDeclarationError(problems);
  return declarations;
}

function describe({ address }: AppliedResource, issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return `${address}: ${path.join('.')}: ${issue.message}`;
  const attributes = issue.keys.map((key) => [...path, key].join('.'));
  return `${address}: ${attributes.join(', ')} is not supported`;
}
