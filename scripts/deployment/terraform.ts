import { spawnSync } from 'node:child_process';

/** The first version with lock files in S3, which prevent two concurrent deployments. */
const MIN_VERSION: readonly [number, number] = [1, 10];

/** The Terraform binary, from the same variable that CDKTF reads. */
export const terraformBinary = (): string => process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** The version of Terraform on this machine; undefined without Terraform. */
export function terraformVersion(binary = terraformBinary()): string | undefined {
  const { status, stdout } = spawnSync(binary, ['version', '-json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? JSON.parse(stdout).terraform_version : undefined;
}

/** Describes why a version is not supported, with the fix; undefined when it is supported. */
export function terraformProblem(version: string | undefined): string | undefined {
  const required = `${MIN_VERSION.join('.')} or newer`;
  if (version === undefined) {
    return `Terraform is not installed, or not on the PATH: install ${required} (https://developer.hashicorp.com/terraform/install).`;
  }
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const isNewEnough = major > MIN_VERSION[0] || (major === MIN_VERSION[0] && minor >= MIN_VERSION[1]);
  return isNewEnough
    ? undefined
    : `Terraform ${version} does not support lock files in S3: install ${required} (https://developer.hashicorp.com/terraform/install).`;
}
