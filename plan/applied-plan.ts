import { COMPUTED_ATTRIBUTES, type Place } from './computed-attributes';
import { type Plan, type PlannedResource, REMOTE_STATE } from './plan';
import type { Attributes, SynthesizedStack } from './read';
import { mapTexts, type Reference, replaceReferences } from './references';
import { UnsupportedDeclarationError } from './unsupported';

/** A resource with every reference replaced. */
export interface AppliedResource {
  /** `stack/type.name`, which identifies it in messages. */
  readonly address: string;
  /** The folder of its stack. */
  readonly folder: string;
  readonly attributes: Attributes;
  /** The region of its stack, if the stack declares one. */
  readonly region: string | undefined;
  /** The value of an attribute that AWS sets, for example `arn`. */
  computed(attribute: string): string;
}

/** Arguments that only Terraform reads. AWS does not receive them. */
const META_ARGUMENTS = new Set(['//', 'depends_on', 'lifecycle', 'provider']);

/** A plan with the values that its resources would have after applying it at `place`. */
export class AppliedPlan {
  private readonly typesRead = new Set<string>();

  constructor(
    readonly plan: Plan,
    private readonly place: Place,
  ) {}

  /** All resources of a type, in the order of the stacks. */
  resources(type: string): AppliedResource[] {
    this.typesRead.add(type);
    return this.plan.resources(type).map((resource) => this.applied(resource));
  }

  /** The resources whose types were never passed to `resources`. */
  unread(): PlannedResource[] {
    return this.plan.managed.filter(({ type }) => !this.typesRead.has(type));
  }

  /** The outputs of all stacks by name, without those that CDKTF adds for references between stacks. */
  outputs(): Record<string, unknown> {
    return Object.fromEntries(
      this.plan.stacks.flatMap((stack) =>
        Object.entries(stack.json.output ?? {})
          .filter(([name]) => !name.startsWith('cross-stack-output-'))
          .map(([name, { value }]) => [name, this.resolve(value, stack, `output.${name}`)]),
      ),
    );
  }

  private applied(resource: PlannedResource): AppliedResource {
    const { address, stack, attributes } = resource;
    const declared = Object.entries(attributes).filter(([attribute]) => !META_ARGUMENTS.has(attribute));
    return {
      address,
      folder: stack.folder,
      region: regionOf(stack),
      attributes: Object.fromEntries(
        declared.map(([attribute, value]) => [
          attribute,
          this.resolve(value, stack, `${address}: ${attribute}`),
        ]),
      ),
      computed: (attribute) => String(this.attributeOf(resource, attribute)),
    };
  }

  /** @param where the location for error messages */
  private resolve(value: unknown, stack: SynthesizedStack, where: string): unknown {
    try {
      const resolved = replaceReferences(value, (reference) => this.lookUp(reference, stack));
      return this.atEdge(resolved);
    } catch (error) {
      if (error instanceof UnsupportedDeclarationError) throw error;
      throw new UnsupportedDeclarationError([`${where}: ${error instanceof Error ? error.message : error}`]);
    }
  }

  /** Replaces the declared HTTPS URLs of the CDN with its URL on this machine. */
  private atEdge(value: unknown): unknown {
    const { edgeUrl } = this.place;
    const distributions = this.plan.resources('aws_cloudfront_distribution');
    if (edgeUrl === undefined || distributions.length === 0) return value;
    const aliases = distributions.flatMap(
      ({ attributes }) => (attributes.aliases ?? []) as readonly string[],
    );
    const origins = [new URL(edgeUrl).host, ...aliases].map((host) => `https://${host}`);
    return mapTexts(value, (text) => {
      const origin = origins.find((each) => text === each || text.startsWith(`${each}/`));
      return origin === undefined ? text : `${edgeUrl}${text.slice(origin.length)}`;
    });
  }

  private lookUp({ type, name, path }: Reference, stack: SynthesizedStack): unknown {
    const resource = this.plan.resource(stack, type, name);
    if (!resource) throw new Error(`stack ${stack.name} does not declare ${type}.${name}`);
    const [attribute = '', ...inner] = path;
    if (type !== REMOTE_STATE) return reach(this.attributeOf(resource, attribute), inner);
    const [output = '', ...within] = inner;
    const remote = this.plan.remoteOutput(resource, output);
    return reach(this.resolve(remote.value, remote.stack, `output.${output}`), within);
  }

  private attributeOf(resource: PlannedResource, attribute: string): unknown {
    const { type, address, stack, attributes } = resource;
    const declared = attributes[attribute];
    if (declared !== undefined) return this.resolve(declared, stack, `${address}: ${attribute}`);
    const computed = COMPUTED_ATTRIBUTES[type]?.[attribute];
    if (!computed) throw new Error(`AWS sets ${attribute} of ${address}, but the twin cannot compute it`);
    const text = (other: string, otherwise?: string): string =>
      otherwise !== undefined && attributes[other] === undefined
        ? otherwise
        : String(this.attributeOf(resource, other));
    return computed(text, { ...this.place, region: regionOf(stack) ?? this.place.region });
  }
}

/** The region in the provider of a stack; undefined if it declares none. */
export const regionOf = ({ json }: SynthesizedStack): string | undefined => {
  const region = json.provider?.aws?.[0]?.region;
  return typeof region === 'string' ? region : undefined;
};

function reach(value: unknown, inner: readonly string[]): unknown {
  const reached = inner.reduce<unknown>((outer, part) => Object(outer)[part], value);
  if (reached === undefined) throw new Error(`the referenced value has no ${inner.join('.')}`);
  return reached;
}
