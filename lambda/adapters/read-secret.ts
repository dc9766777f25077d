import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { TIMEOUTS } from './aws-clients';

const client = new SecretsManagerClient({ requestHandler: TIMEOUTS });

/** The current text of a secret in AWS Secrets Manager. @throws Error if it has none, or the error of the SDK */
export async function readSecret(name: string): Promise<string> {
  const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  if (!text) throw new Error('the secret has no text');
  return text;
}
