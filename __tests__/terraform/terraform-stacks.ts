import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { synthesizeInto } from '../support/synthesized-stack';

/** `delivery` is there with its setting only. */
const STACKS = ['storage', 'delivery', 'pipeline'] as const;
export type StackName = (typeof STACKS)[number];

/** A change that Terraform plans for one resource, such as `update aws_lambda_function`. */
export type PlannedAction = string;

interface ResourceChange {
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown?: Readonly<Record<string, unknown>>;
  };
}

/** The version of the provider to run with. @default - the one that the stacks name */
const PROVIDER_VERSION = process.env.AWS_PROVIDER_VERSION;
/** Of indexes, from provider 6.29 on: docs/decisions/0017 says why the stacks keep these arguments. */
const ACCEPTED_DEPRECATION = /(hash|range)_key is deprecated\. Use key_schema instead/;
/**
 * Resources that moto 5.2 cannot make, or not publish, and the id or ARN that others refer to in their place. Those of
 * policies are of policies that AWS manages.
 */
const EMULATOR_LACKS: Readonly<Record<string, string>> = {
  aws_cloudfront_cache_policy: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  aws_cloudfront_function: 'arn:aws:cloudfront::123456789012:function/not-there',
  aws_cloudfront_response_headers_policy: '67f7725c-6f97-4210-82d7-5512b31e9d03',
  aws_sqs_queue_redrive_allow_policy: '',
};
/** Attributes that moto 5.2 forgets, so that a plan shows them again. */
const EMULATOR_FORGETS: Readonly<Record<string, readonly string[]>> = {
  aws_cloudfront_distribution: ['default_cache_behavior', 'origin', 'viewer_certificate'],
  aws_lambda_function: ['logging_config'],
  aws_s3_bucket_notification: ['eventbridge'],
  aws_sqs_queue: ['redrive_policy'],
};

/** The synthesized stacks in folders of their own, with their state in local files. */
export class TerraformStacks {
  private readonly root = mkdtempSync(join(tmpdir(), 'darkroom-terraform-'));

  /** Synthesizes the stacks with other settings, over the same state. */
  synthesize(settings: Readonly<Record<string, string>>): void {
    const outdir = mkdtempSync(join(tmpdir(), 'darkroom-synth-'));
    synthesizeInto(outdir, { ...settings });
    const zip = Buffer.from(zipSync({ 'handler.mjs': new Uint8Array() }, { mtime: '2020-01-01' }));
    for (const stack of STACKS) {
      const path = join(outdir, 'stacks', stack, 'cdk.tf.json');
      if (!existsSync(path)) continue;
      const folder = join(this.root, stack);
      mkdirSync(folder, { recursive: true });
      const json = adapted(JSON.parse(withoutLacking(readFileSync(path, 'utf8'))));
      for (const fn of Object.values(json.resource?.aws_lambda_function ?? {})) {
        writeFileSync(join(folder, 'function.zip'), zip);
        fn.filename = 'function.zip';
      }
      writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(json));
      writeFileSync(join(folder, 'override.tf.json'), JSON.stringify(this.override(json, stack)));
    }
  }

  /** Runs Terraform in the folder of a stack. @throws Error with its errors */
  run(stack: StackName, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('terraform', args, {
      cwd: join(this.root, stack),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_EC2_METADATA_DISABLED: 'true',
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
        ...process.env,
      },
    });
    if (status !== 0) {
      // Each error is followed by the whole stack, which is one line of JSON.
      const errors = stderr.match(/Error: .*/g)?.join('\n') ?? stderr;
      throw new Error(`terraform ${args[0]} of ${stack} failed:\n${errors}`);
    }
    return stdout;
  }

  destroy(stack: StackName): void {
    this.run(stack, 'destroy', '-auto-approve', '-input=false', '-no-color');
  }

  /** Initializes a stack. @returns errors and warnings of `terraform validate`, but for the deprecation that the stacks accept. */
  diagnostics(stack: StackName): string[] {
    this.run(stack, 'init', '-input=false', '-no-color');
    const { diagnostics } = JSON.parse(this.run(stack, 'validate', '-json')) as {
      diagnostics: readonly { readonly summary: string; readonly detail?: string }[];
    };
    return diagnostics
      .map(({ summary, detail = '' }) => `${summary}: ${detail}`)
      .filter((diagnostic) => !ACCEPTED_DEPRECATION.test(diagnostic));
  }

  apply(stack: StackName): void {
    this.run(stack, 'apply', '-auto-approve', '-input=false', '-no-color');
  }

  /** What Terraform would do now, sorted, each kind once; without what the emulator forgets. */
  plan(stack: StackName): PlannedAction[] {
    this.run(stack, 'plan', '-out=plan.bin', '-input=false', '-no-color');
    const { resource_changes: changes = [] } = JSON.parse(this.run(stack, 'show', '-json', 'plan.bin')) as {
      resource_changes?: readonly ResourceChange[];
    };
    const actions = changes.filter(isReal).map(({ type, change }) => `${actionOf(change.actions)} ${type}`);
    return [...new Set(actions)].sort();
  }

  private override(json: StackJson, stack: StackName): object {
    const states = Object.keys(json.data?.terraform_remote_state ?? {});
    const state = (name: string) => join(this.root, `${name}.tfstate`);
    const stackOf = (remoteState: string) => STACKS.find((name) => remoteState.endsWith(`-${name}`)) ?? '';
    return {
      terraform: { backend: { local: { path: state(stack) } } },
      provider: {
        aws: json.provider.aws.map(({ alias }) => ({
          ...(alias !== undefined && { alias }),
          s3_use_path_style: true,
          skip_metadata_api_check: 'true',
        })),
      },
      ...(states.length > 0 && {
        data: {
          terraform_remote_state: Object.fromEntries(
            states.map((name) => [name, { backend: 'local', config: { path: state(stackOf(name)) } }]),
          ),
        },
      }),
    };
  }
}

interface StackJson {
  readonly terraform: { required_providers: { aws: { version: string } } };
  readonly provider: { readonly aws: readonly { readonly alias?: string }[] };
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
}

/** Replaces the references to what the emulator cannot make. */
const withoutLacking = (text: string): string =>
  Object.entries(EMULATOR_LACKS).reduce(
    (changed, [type, id]) => changed.replaceAll(new RegExp(`\\$\\{${type}\\.[^}]+\\.(id|arn)\\}`, 'g'), id),
    text,
  );

/** Leaves out what the emulator cannot make and an older provider does not know, and what forbids to destroy. */
function adapted(json: StackJson): StackJson {
  const resources = json.resource ?? {};
  for (const type of Object.keys(EMULATOR_LACKS)) delete resources[type];
  for (const resource of Object.values(resources).flatMap((byId) => Object.values(byId))) {
    const lifecycle = resource.lifecycle as Record<string, unknown> | undefined;
    if (lifecycle) delete lifecycle.prevent_destroy;
  }
  for (const state of Object.values(json.data?.terraform_remote_state ?? {})) delete state.workspace;
  if (PROVIDER_VERSION === undefined) return json;
  json.terraform.required_providers.aws.version = PROVIDER_VERSION;
  if (Number.parseInt(PROVIDER_VERSION, 10) >= 6) return json;
  for (const fn of Object.values(resources.aws_lambda_function ?? {})) fn.runtime = 'nodejs22.x';
  for (const { rule } of Object.values(
    resources.aws_s3_bucket_server_side_encryption_configuration ?? {},
  ) as { rule: Record<string, unknown>[] }[]) {
    for (const one of rule) delete one.blocked_encryption_types;
  }
  return json;
}

/** A value that is known only after applying counts as a change only if there was none before. */
function isReal({ type, change }: ResourceChange): boolean {
  const { actions, before, after, after_unknown: unknown = {} } = change;
  if (actions.includes('no-op') || actions.includes('read')) return false;
  if (actions.join() !== 'update') return true;
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...Object.keys(unknown)]);
  const changed = [...names].filter(
    (name) =>
      (unknown[name] === true && before?.[name] === undefined) ||
      (unknown[name] !== true && JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name])),
  );
  return changed.some((name) => !EMULATOR_FORGETS[type]?.includes(name));
}

function actionOf(actions: readonly string[]): string {
  return actions.length > 1 ? 'replace' : (actions[0] ?? '');
}
