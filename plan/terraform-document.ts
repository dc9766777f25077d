import { COMPUTED_ATTRIBUTES, DATA_SOURCES, type Place } from './computed-attributes';
import type { Attributes, SynthesizedStack } from './read';
import { replaceReferences } from './references';
import { UnsupportedDeclarationError } from './unsupported';

/** A resource with every reference replaced. */
export interface Resource {
  /** As Terraform names it, e.g. `aws_sqs_queue.uploads`. */
  readonly address: string;
  readonly type: string;
  /** Folder of its stack. */
  readonly folder: string;
  readonly attributes: Attributes;
  /** What AWS decides, e.g. `arn`. */
  computed(attribute: string): string;
}

/** What Terraform itself reads of a resource, and AWS never sees. */
const META_ARGUMENTS = new Set(['//', 'depends_on', 'lifecycle', 'provider']);

/** The synthesized stacks of one environment, read as if they had been applied at `place`. */
export class TerraformDocument {
  constructor(
    private readonly stacks: readonly SynthesizedStack[],
    private readonly place: Place,
  ) {}

  get resourceTypes(): string[] {
    return [...new Set(this.stacks.flatMap(({ json }) => Object.keys(json.resource ?? {})))].sort();
  }

  addressesOf(type: string): string[] {
    return this.stacks.flatMap(({ json }) =>
      Object.keys(json.resource?.[type] ?? {}).map((name) => `${type}.${name}`),
    );
  }

  /** All resources of a type, in the order of the stacks. */
  resources(type: string): Resource[] {
    return this.stacks.flatMap((stack) =>
      Object.entries(stack.json.resource?.[type] ?? {}).map(([name, body]) => {
        const address = `${type}.${name}`;
        const declared = Object.entries(body).filter(([attribute]) => !META_ARGUMENTS.has(attribute));
        return {
          address,
          type,
          folder: stack.folder,
          attributes: Object.fromEntries(
            declared.map(([attribute, value]) => [
              attribute,
              this.resolve(value, stack, `${address}: ${attribute}`),
            ]),
          ),
          computed: (attribute) => String(this.lookUp([type, name, attribute], stack)),
        };
      }),
    );
  }

  /** One attribute of every data source of a type: of what stacks use without declaring it. */
  dataSources(type: string, attribute: string): string[] {
    const found = this.stacks.flatMap((stack) =>
      Object.keys(stack.json.data?.[type] ?? {}).map((name) =>
        String(this.lookUp(['data', type, name, attribute], stack)),
      ),
    );
    return [...new Set(found)];
  }

  /** Every output of every stack by name, without those that CDKTF adds to join the stacks. */
  outputs(): Record<string, unknown> {
    return Object.fromEntries(
      this.stacks.flatMap((stack) =>
        Object.entries(stack.json.output ?? {})
          .filter(([name]) => !name.startsWith('cross-stack-output-'))
          .map(([name, { value }]) => [name, this.resolve(value, stack, `output.${name}`)]),
      ),
    );
  }

  private resolve(value: unknown, stack: SynthesizedStack, where: string): unknown {
    try {
      return replaceReferences(value, (path) => this.lookUp(path, stack));
    } catch (error) {
      if (error instanceof UnsupportedDeclarationError) throw error;
      throw new UnsupportedDeclarationError([`${where}: ${error instanceof Error ? error.message : error}`]);
    }
  }

  private lookUp(path: readonly string[], stack: SynthesizedStack): unknown {
    const [type = '', name = '', ...rest] = path;
    if (type === 'data') return this.lookUpData(path, stack);
    const body = stack.json.resource?.[type]?.[name];
    if (!body) throw new Error(`\${${path.join('.')}} refers to nothing that stack ${stack.name} declares`);
    const [attribute = '', ...inner] = rest;
    const declared = body[attribute];
    if (declared !== undefined) return reach(this.resolve(declared, stack, `${type}.${name}`), inner, path);
    const computed = COMPUTED_ATTRIBUTES[type]?.[attribute];
    if (!computed) throw new Error(`\${${path.join('.')}} is decided by AWS, and the twin does not know how`);
    const text = (other: string, otherwise?: string): string =>
      otherwise !== undefined && body[other] === undefined
        ? otherwise
        : String(this.lookUp([type, name, other], stack));
    return computed(text, this.place);
  }

  private lookUpData([, type = '', name = '', ...rest]: readonly string[], stack: SynthesizedStack): unknown {
    const body = stack.json.data?.[type]?.[name];
    const path = ['data', type, name, ...rest];
    if (!body) throw new Error(`\${${path.join('.')}} refers to nothing that stack ${stack.name} declares`);
    if (type === 'terraform_remote_state') return this.lookUpRemote(body, rest, path);
    const text = (attribute: string) => String(this.resolve(body[attribute], stack, `data.${type}.${name}`));
    const source = DATA_SOURCES[type]?.(this.place, text);
    if (!source) throw new Error(`\${${path.join('.')}}: the twin cannot answer the data source ${type}`);
    return reach(source, rest, path);
  }

  /** An output of another stack: the one whose state is kept under the key that is read. */
  private lookUpRemote(
    body: Attributes,
    [, output = '', ...inner]: readonly string[],
    path: string[],
  ): unknown {
    const key = (body.config as { key?: string } | undefined)?.key;
    const other = this.stacks.find(({ json }) => json.terraform?.backend?.s3?.key === key);
    const declared = other?.json.output?.[output];
    if (!other || !declared)
      throw new Error(`\${${path.join('.')}} reads a state (${key}) that no stack here keeps`);
    return reach(this.resolve(declared.value, other, `output.${output}`), inner, path);
  }
}

function reach(value: unknown, inner: readonly string[], path: readonly string[]): unknown {
  const reached = inner.reduce<unknown>(
    (outer, part) => (outer as Readonly<Record<string, unknown>> | undefined)?.[part],
    value,
  );
  if (reached === undefined) throw new Error(`\${${path.join('.')}} has no value`);
  return reached;
}
