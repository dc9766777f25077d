import type { LambdaFunction } from './lambda-function';

export const READ_SECRET = ['secretsmanager:GetSecretValue'] as const;

/** A secret in AWS Secrets Manager. */
export interface SecretLocation {
  readonly secretName: string;
  readonly region: string;
  readonly accountId: string;
}

/** Lets a function read one secret. */
export function grantReadSecret(
  fn: LambdaFunction,
  sid: string,
  { secretName, region, accountId }: SecretLocation,
): void {
  fn.allow({
    Sid: sid,
    Action: READ_SECRET,
    // Secrets Manager adds six characters to the name. Source: its User Guide, "Permissions policy examples".
    Resource: `arn:aws:secretsmanager:${region}:${accountId}:secret:${secretName}-??????`,
  });
}
