/** Put before a role's name in the access key id of callers that act as that role. */
export const ROLE_KEY_PREFIX = 'role.';

/** The access key id under which a role calls, by which the gateway recognizes it. */
export const accessKeyIdOf = (roleArn: string): string => `${ROLE_KEY_PREFIX}${roleArn.split('/').at(-1)}`;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The secret of an access key here is the key's own id, so that `test` with `test` is a valid pair. */
export const secretOf = (accessKeyId: string): string => accessKeyId;

export const credentialsOf = (accessKeyId: string): Credentials => ({
  accessKeyId,
  secretAccessKey: secretOf(accessKeyId),
});
