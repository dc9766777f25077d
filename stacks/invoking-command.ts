import { execFileSync } from 'node:child_process';

/** The commands of the CDKTF CLI that run Terraform. `synth` does not. */
const TERRAFORM_VERBS = ['deploy', 'apply', 'destroy', 'diff', 'plan', 'watch', 'output'];
const CLI = /(^|[\\/])(cdktf|cdktn)(\.js|\.cmd)?$/;

/** One process: its parent's id, and its command line. */
export interface ProcessEntry {
  readonly parent: number;
  readonly command: string;
}

/** Looks a process up with `ps`. Undefined if there is none, or `ps` is missing or lacks these POSIX options. */
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
 * The command of the CDKTF CLI that will run Terraform on what this process synthesizes, such as `deploy`.
 * The CLI starts an app the same way for every command, so the processes above this one are looked up.
 * Decision 8 says why.
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
