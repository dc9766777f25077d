import { spawnSync } from 'node:child_process';

/** S3's own lock file, which keeps two people from deploying at the same time, came with this version. */
const MIN_VERSION: readonly [number, number] = [1, 10];

/** What runs instead of `terraform`, under the name that CDKTF reads as well. */
export const terraformBinary = (): string => process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** The version of Terraform on this machine; nothing when there is none. */
export function terraformVersion(binary = terraformBinary()): string | undefined {
  const { status, stdout } = spawnSync(binary, ['version', '-json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? JSON.parse(stdout).terraform_version : undefined;
}

/** Why a version will not do, with the fix; nothing when it will. */
export function terraformProblem(version: string | undefined): string | undefined {
  const wanted = `${MIN_VERSION.join('.')} or newer`;
  if (version === undefined) {
    return `Terraform is not installed, or not on the PATH: install ${wanted} (https://developer.hashicorp.com/terraform/install).`;
  }
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const isNewEnough = major > MIN_VERSION[0] || (major === MIN_VERSION[0] && minor >= MIN_VERSION[1]);
  return isNewEnough
    ? undefined
    : `Terraform ${version} knows no lock file in S3: install ${wanted} (https://developer.hashicorp.com/terraform/install).`;
}
