import { z } from 'zod';
import type { AppliedPlan, AppliedResource } from '../applied-plan';
import { UnsupportedDeclarationError } from '../unsupported';

/** Attributes that change nothing on one machine, each with the reason. */
type WithoutEffect = Readonly<Record<string, string>>;

/** Attributes without effect that any resource may have. */
const ALWAYS_WITHOUT_EFFECT: WithoutEffect = { description: 'for people', tags: 'nothing is billed' };

/**
 * What the twin understands of one resource type: `understood` is read, `withoutEffect` may be there, and
 * anything else is refused, so that the twin never silently does less than AWS would.
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

/** A nested block: CDKTF writes a single one as an object or as a list of one. */
export const block = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (Array.isArray(value) && value.length === 1 ? value[0] : value), schema);

/** JSON in a text, as policies are given. */
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

/** The attributes of all resources of a type, as far as the twin understands them. */
export const readAttributes = <Schema extends z.ZodType>(plan: AppliedPlan, type: string, schema: Schema) =>
  readDeclarations(plan, type, schema, (attributes) => attributes);

/**
 * Reads all resources of a type.
 * @throws UnsupportedDeclarationError naming each resource and attribute that is not understood
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
  return `${address}: ${attributes.join(', ')} has no meaning here yet`;
}
