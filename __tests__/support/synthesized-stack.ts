import type { Plan } from '../../plan/plan';
import type { Attributes, StackJson } from '../../plan/read';
import { synthesizedPlan, synthesizeWithoutCode } from '../../scripts/cli/synthesized-plan';
import { loadSettings } from '../../stacks/settings';

/** The parts of a policy statement that tests check. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** A synthesized stack, read the way a reviewer reads its plan. */
export class SynthesizedStack {
  constructor(readonly json: StackJson) {}

  /** All resources of a type, by logical id. */
  resources(type: string): Readonly<Record<string, Attributes>> {
    return this.json.resource?.[type] ?? {};
  }

  /** The one resource of a type whose attributes include `having`; with its logical id. */
  resource(type: string, having: Attributes = {}): Attributes & { readonly logicalId: string } {
    const found = Object.entries(this.resources(type)).filter(([, attributes]) =>
      Object.entries(having).every(([name, value]) => attributes[name] === value),
    );
    const [only] = found;
    if (!only || found.length > 1) {
      throw new Error(`Expected one ${type} with ${JSON.stringify(having)}, found ${found.length}`);
    }
    return { ...only[1], logicalId: only[0] };
  }

  /** `${type.id.attribute}` of the one resource of a type whose attributes include `having`. */
  reference(type: string, attribute: string, having: Attributes = {}): string {
    return `\${${type}.${this.resource(type, having).logicalId}.${attribute}}`;
  }

  output(name: string): Attributes | undefined {
    return this.json.output?.[name];
  }
}

/** The statements of a policy attribute. */
export function statementsOf(policy: unknown): readonly Statement[] {
  return JSON.parse(String(policy)).Statement;
}

export interface SynthesizedDarkroom {
  readonly stateBackend: SynthesizedStack;
  readonly storage: SynthesizedStack;
  readonly pipeline: SynthesizedStack;
}

/** The pipeline stack's reference to an attribute of a resource in the storage stack. */
export function namedByPipeline(
  storage: SynthesizedStack,
  type: string,
  attribute: string,
  having: Attributes = {},
): string {
  const { logicalId } = storage.resource(type, having);
  const output = `cross-stack-output-${type}${logicalId}${attribute}`;
  return `\${data.terraform_remote_state.cross-stack-reference-input-storage.outputs.${output}}`;
}

/** The environment of a synthesized function. */
export const variablesOf = (fn: Attributes): Readonly<Record<string, string>> =>
  Object.assign({}, Object(fn.environment).variables);

const settingsOf = (environment: Record<string, string>) => loadSettings({ environment, context: {} });

/** Synthesizes an environment into a directory, like `cdktf synth`. */
export const synthesizeInto = (outdir: string, environment: Record<string, string> = {}): Plan =>
  synthesizeWithoutCode(outdir, settingsOf(environment));

/** The plan of an environment's settings. */
export const planOfEnvironment = (environment: Record<string, string> = {}): Plan =>
  synthesizedPlan(settingsOf(environment));

/** The synthesized stacks of an environment. */
export function synthesize(environment: Record<string, string> = {}): SynthesizedDarkroom {
  const { stacks } = planOfEnvironment(environment);
  const read = (stack: string) => new SynthesizedStack(stacks.find(({ name }) => name === stack)?.json ?? {});
  return { stateBackend: read('state-backend'), storage: read('storage'), pipeline: read('pipeline') };
}
