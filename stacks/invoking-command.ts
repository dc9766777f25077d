import { execFileSync } from 'node:child_process';

/** The commands of the CDKTF CLI that run Terraform. `synth` does not. */
const TERRAFORM_VERBS = ['deploy', 'apply', 'destroy', 'diff', 'plan', 'watch', 'output'];
const CLI = /(^|[\\/])(cdktf|cdktn)(\.js|\.cmd)?$/;

/** A process: the id of its parent, and its command line. */
export interface ProcessEntry {
  readonly parent: number;
  readonly command: string;
}

/** Finds a process with `ps`. Returns undefined if it does not exist, or if `ps` is missing or lacks these options. */
export function findProcess(pid: number): ProcessEntry | undefined {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'ppid=', '-o', 'args=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, parent, command = ''] = /^\s*(\d+)\s+(.*)/.exec(line) ?? [];
    return parent === undefined ? undefined : { parent: Number(parent), command };
  } catch {
    return undefined;
  }
}

function terraformVerb(command: string): string | undefined {
  const words = command.split(/\s+/);
  const cli = words.findIndex((word) => CLI.test(word));
  return cli < 0 ? undefined : words.slice(cli + 1).find((word) => TERRAFORM_VERBS.includes(word));
}

/**
 * The command of the CDKTF CLI that called this process and will run Terraform, such as `deploy`; undefined for
 * `synth`. The CLI starts an app in the same way for every command, so the command lines of the parent processes are
 * searched. Decision 8 explains why this is needed.
 */
export function invokingTerraformVerb(
  pid: number = process.pid,
  find: (pid: number) => ProcessEntry | undefined = findProcess,
): string | undefined {
  for (let entry = find(pid); entry; entry = find(entry.parent)) {
    const verb = terraformVerb(entry.command);
    if (verb) return verb;
  }
  return undefined;
}
