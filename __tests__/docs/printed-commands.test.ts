import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';
import { PROJECT } from './pages';
import { type PrintedCommands, printedCommands } from './printed-commands';

/** Runs the commands of all pages as a reader would paste them, page by page, on one twin. */
jest.setTimeout(200_000);

const SETTLED_WITHIN_MS = 60_000;
/** Folders that commands write to. */
const WRITTEN_FOLDERS = ['.darkroom', '.data', 'out'];

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

const hasAws = spawnSync('aws', ['--version']).status === 0;
const scratch = mkdtempSync(join(tmpdir(), 'darkroom-docs-'));

const twin = new TwinProcess([ONE_PHOTO]);
let deployment: Deployment;
let ports: { readonly web: string; readonly aws: string };

beforeAll(async () => {
  deployment = await deploymentOf(twin);
  ports = {
    web: new URL(deployment.outputs.api_url).port,
    aws: new URL(deployment.configuration.endpoint ?? '').port,
  };
});

afterAll(async () => {
  await deployment.close();
  rmSync(scratch, { recursive: true });
});

const blocks = printedCommands();

describe.each([...new Set(blocks.map(({ page }) => page))])('%s', (page) => {
  const folder = join(scratch, page.replaceAll('/', '-'));

  beforeAll(async () => {
    mkdirSync(folder);
    // Links to the project, so that the commands write nothing into it.
    for (const name of readdirSync(PROJECT).filter((each) => !WRITTEN_FOLDERS.includes(each))) {
      symlinkSync(join(PROJECT, name), join(folder, name));
    }
    writeFileSync(join(folder, 'photo.jpg'), await jpegPhoto({ width: 1200, height: 800 }));
  });

  for (const block of blocks.filter((each) => each.page === page)) {
    const name = `the commands from line ${block.line} on do what the page says`;
    if (block.needsAws && !hasAws) it.skip(`${name} (skipped: the AWS CLI is not installed)`, () => {});
    else it(name, () => verify(block, folder));
  }
});

async function verify(block: PrintedCommands, folder: string): Promise<void> {
  const outcome = await outcomeOf(block, folder);
  if (outcome.code !== block.exitCode) {
    throw new Error(`The commands exited with ${outcome.code}, and said:\n${outcome.output}`);
  }
  for (const text of block.prints) expect(outcome.output).toContain(text);
  await settled();
}

/** Repeats commands marked `soon` until they print the expected text, because processing takes a moment. */
async function outcomeOf(
  { commands, soon, exitCode, prints }: PrintedCommands,
  folder: string,
): Promise<Outcome> {
  const end = Date.now() + (soon ? SETTLED_WITHIN_MS : 0);
  for (;;) {
    const outcome = await inShell(withPortsOfTwin(commands), folder);
    const matches = outcome.code === exitCode && prints.every((text) => outcome.output.includes(text));
    if (matches || Date.now() >= end) return outcome;
    await sleep(200);
  }
}

/** Replaces the default ports of `npm start`, which the pages use, by those of this twin. */
const withPortsOfTwin = (commands: string): string =>
  commands
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${ports.web}`)
    .replaceAll('127.0.0.1:4566', `127.0.0.1:${ports.aws}`);

/** Runs commands as in one terminal session: variables that earlier commands exported are set. */
function inShell(commands: string, cwd: string): Promise<Outcome> {
  const script = `[ -f .exported ] && . ./.exported; set -euo pipefail\n${commands}\nexport -p > .exported`;
  const child = spawn('bash', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

/** Waits until all uploads are processed. */
async function settled(): Promise<void> {
  const end = Date.now() + SETTLED_WITHIN_MS;
  while ((await deployment.depthOf(deployment.outputs.uploads_queue_url)) > 0) {
    if (Date.now() > end) throw new Error('The uploads queue was not drained in time.');
    await sleep(100);
  }
}
