/** Precedes the name of a role in the access key id of callers that act as the role. */
export const ROLE_KEY_PREFIX = 'role.';

/** The access key id of a role's calls, by which the gateway recognizes the role. */
export const accessKeyIdOf = (roleArn: string): string => `${ROLE_KEY_PREFIX}${roleArn.split('/').at(-1)}`;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The secret of an access key is the key's own id, so that `test` with `test` is a valid pair. */
export const secretOf = (accessKeyId: string): string => accessKeyId;

export const credentialsOf = (accessKeyId: string): Credentials => ({
  accessKeyId,
  secretAccessKey: secretOf(accessKeyId),
});
