import { COMPUTED_ATTRIBUTES, type Place } from './computed-attributes';
import { type Plan, type PlannedResource, REMOTE_STATE } from './plan';
import type { Attributes, SynthesizedStack } from './read';
import { mapTexts, type Reference, replaceReferences } from './references';
import { UnsupportedDeclarationError } from './unsupported';

/** A resource with every reference replaced. */
export interface AppliedResource {
  /** `stack/type.name`: what a message calls it. */
  readonly address: string;
  /** Folder of its stack. */
  readonly folder: string;
  readonly attributes: Attributes;
  /** Region of its stack, if the stack has one of its own. */
  readonly region: string | undefined;
  /** An attribute that AWS decides, e.g. `arn`. */
  computed(attribute: string): string;
}

/** Terraform itself reads these of a resource, and AWS never sees them. */
const META_ARGUMENTS = new Set(['//', 'depends_on', 'lifecycle', 'provider']);

/** A plan, read as if it had been applied at `place`. */
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

  /** The resources of the types that nothing has read. */
  unread(): PlannedResource[] {
    return this.plan.managed.filter(({ type }) => !this.typesRead.has(type));
  }

  /** Every output of every stack by name, without those that CDKTF adds to join the stacks. */
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

  /** @param where for the message of an error */
  private resolve(value: unknown, stack: SynthesizedStack, where: string): unknown {
    try {
      const resolved = replaceReferences(value, (reference) => this.lookUp(reference, stack));
      return this.atEdge(resolved);
    } catch (error) {
      if (error instanceof UnsupportedDeclarationError) throw error;
      throw new UnsupportedDeclarationError([`${where}: ${error instanceof Error ? error.message : error}`]);
    }
  }

  /** The CDN is reached by TLS at the names that are declared, but on this machine by its own address. */
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
    if (!resource) throw new Error(`${type}.${name} is nothing that stack ${stack.name} declares`);
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
    if (!computed) throw new Error(`AWS decides ${attribute} of ${address}, and the twin does not know how`);
    const text = (other: string, otherwise?: string): string =>
      otherwise !== undefined && attributes[other] === undefined
        ? otherwise
        : String(this.attributeOf(resource, other));
    return computed(text, { ...this.place, region: regionOf(stack) ?? this.place.region });
  }
}

/** A stack may be in a region of its own. */
export const regionOf = ({ json }: SynthesizedStack): string | undefined => {
  const region = json.provider?.aws?.[0]?.region;
  return typeof region === 'string' ? region : undefined;
};

function reach(value: unknown, inner: readonly string[]): unknown {
  const reached = inner.reduce<unknown>((outer, part) => Object(outer)[part], value);
  if (reached === undefined) throw new Error(`there is no ${inner.join('.')} in what is referred to`);
  return reached;
}
