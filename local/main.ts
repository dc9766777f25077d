import { Command } from 'commander';
import type { RunOptions } from './command/run';
import type { LocalSettings } from './command/settings';
import { BadPathError } from './foundation/bad-path-error';
import { PortTakenError } from './foundation/loopback';
import { printableLines } from './foundation/printable';
import { pathAsTyped } from './foundation/start-folder';
import { swallowedMessage, swallowedOptions } from './foundation/swallowed-options';

const BAD_USAGE = 2;
const DEFAULT_OUT = 'out';

const EXAMPLES = `
Environment:
  PORT                 the web server's port (8080; any free one with --once or 0)
  AWS_PORT             the AWS endpoint's port (4566; any free one with --once or 0)
  EDGE_PORT            the CDN's port, with DELIVERY=cloudfront (8081; any free one with --once or 0)
  ISSUER_PORT          the demo issuer's port (8082; any free one with --once or 0)
  RETRY_DELAY_SECONDS  until a failed message is tried again, doubled each time (2)
  FUNCTION_PROCESSES   processes of each function at most (as many as there are cores)
  and every setting of a deployment, e.g. PREVIEW_FORMAT=avif

Examples:
  npm start
  npm start -- photos/ --once --out out
  npm start -- --data .data
  npm start -- --demo-issuer`;

const command = new Command('npm start --')
  .description('Runs the whole of Darkroom on this machine, from the same Terraform that deploys it.')
  .argument('[paths...]', 'files and folders to upload; without any, sample photos if there is nothing yet')
  .option('--once', 'stop when the uploads are done; the exit code is 1 if one failed')
  .option('--out <folder>', 'write the previews and manifest.json here (with --once: out)')
  .option('--data <folder>', 'keep objects, records and queued messages here')
  .option('--demo-issuer', 'start an issuer with two people, who may call the routes below /my')
  .option('--verbose', 'print what the functions write')
  .addHelpText('after', EXAMPLES)
  .configureOutput({ outputError: (text, write) => write(text) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : BAD_USAGE))
  .parse();

const { once = false, out, data, verbose = false, demoIssuer = false } = command.opts<Partial<RunOptions>>();

function explain(error: unknown, settings: LocalSettings | undefined): string {
  if (error instanceof PortTakenError) {
    const ports = ['PORT', 'AWS_PORT', 'EDGE_PORT', 'ISSUER_PORT'] as const;
    const variable = ports.find((name) => settings?.[name] === error.port) ?? 'PORT';
    return `${error.message} Stop that program, or choose another port: ${variable}=${error.port + 1} npm start`;
  }
  if (!(error instanceof Error)) return String(error);
  return verbose && error.stack ? error.stack : error.message;
}

class SwallowedOptionsError extends Error {}

/** Errors in the command line. */
const USAGE_ERRORS = [BadPathError, SwallowedOptionsError];

/**
 * npm takes options for itself unless `--` comes before them; without `--once`, for example, the command never ends.
 */
function refuseSwallowedOptions(): void {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const names = command.options.flatMap(({ long }) => (long ? [long] : []));
  const swallowed = swallowedOptions(names, process.env);
  if (swallowed.length > 0) throw new SwallowedOptionsError(swallowedMessage(swallowed, 'npm start'));
}

async function main(): Promise<number> {
  let settings: LocalSettings | undefined;
  try {
    refuseSwallowedOptions();
    const { loadLocalSettings, misspeltLocalSettings } = await import('./command/settings');
    settings = loadLocalSettings(process.env, once);
    for (const sentence of misspeltLocalSettings(process.env)) console.error(sentence);
    const { run } = await import('./command/run');
    return await run(
      {
        paths: command.args.map((path) => pathAsTyped(path)),
        once,
        verbose,
        demoIssuer,
        ...((out || once) && { out: pathAsTyped(out ?? DEFAULT_OUT) }),
        ...(data && { data: pathAsTyped(data) }),
      },
      settings,
    );
  } catch (error) {
    console.error(printableLines(explain(error, settings)));
    return USAGE_ERRORS.some((kind) => error instanceof kind) ? BAD_USAGE : 1;
  }
}

// An embedded server may fail outside of any request. The twin cannot continue after that.
process.on('uncaughtException', (error) => {
  console.error(printableLines(explain(error, undefined)));
  process.exit(1);
});

// The warning would be the first line of the output, and does not concern people who try photos.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// A library's timer must not keep the process alive.
void main().then((code) => process.exit(code));
