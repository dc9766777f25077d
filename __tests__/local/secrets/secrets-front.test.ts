import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Gateway } from '../../../local/gateway/gateway';
import { SecretStore, secretsFront } from '../../../local/secrets/secrets-front';

const ACCOUNT = { accountId: '000000000000', region: 'us-east-1' };
const gateways: Gateway[] = [];

async function clientOf(file?: string): Promise<SecretsManagerClient> {
  const gateway = new Gateway();
  gateways.push(gateway);
  gateway.open({
    s3: async () => undefined,
    others: { secretsmanager: secretsFront(new SecretStore(ACCOUNT, file)) },
  });
  await new Promise<void>((resolve) => {
    gateway.server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = gateway.server.address() as AddressInfo;
  return new SecretsManagerClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'a', secretAccessKey: 'a' },
    maxAttempts: 1,
  });
}

afterAll(() => {
  for (const { server } of gateways) {
    server.closeAllConnections();
    server.close();
  }
});

it('keeps the text of a secret, by its name and its ARN', async () => {
  const client = await clientOf();
  const { ARN } = await client.send(new CreateSecretCommand({ Name: 'darkroom/key', SecretString: 'PEM' }));
  expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:darkroom\/key-[0-9a-f]{6}$/);
  for (const SecretId of ['darkroom/key', ARN]) {
    expect(await client.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({ SecretString: 'PEM' });
  }
});

it('refuses what Secrets Manager refuses, and by name what it does not have', async () => {
  const client = await clientOf();
  const create = new CreateSecretCommand({ Name: 'key', SecretString: '1' });
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'key' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await client.send(create);
  await expect(client.send(create)).rejects.toMatchObject({ name: 'ResourceExistsException' });
  await expect(client.send(new DeleteSecretCommand({ SecretId: 'key' }))).rejects.toThrow(
    'The local twin has no DeleteSecret',
  );
});

it('keeps secrets across restarts where there is a folder for them', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets.json');
  const first = await clientOf(file);
  await first.send(new CreateSecretCommand({ Name: 'key', SecretString: 'old' }));
  await first.send(new PutSecretValueCommand({ SecretId: 'key', SecretString: 'new' }));
  const second = await clientOf(file);
  expect(await second.send(new GetSecretValueCommand({ SecretId: 'key' }))).toMatchObject({
    SecretString: 'new',
  });
});
