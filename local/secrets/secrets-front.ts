import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { replyError, replyJson } from '../foundation/http';
import type { ServiceFront } from '../gateway/gateway';
import { operationNamed } from '../gateway/service-of';
import type { Account } from '../iam/requested-action';

const secretSchema = z.object({ name: z.string(), arn: z.string(), version: z.string(), text: z.string() });
type Secret = z.output<typeof secretSchema>;

const created = z.strictObject({
  Name: z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/),
  SecretString: z.string(),
  ClientRequestToken: z.string().optional(),
  Description: z.string().optional(),
});
const changed = z.strictObject({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.string().optional(),
});
const asked = z.strictObject({ SecretId: z.string() });

/** Secrets by name, kept in a file if one is given. */
export class SecretStore {
  private readonly secrets: Map<string, Secret>;

  /** @param file keeps the secrets between runs */
  constructor(
    private readonly account: Account,
    private readonly file: string | undefined,
  ) {
    const kept = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
    this.secrets = new Map(
      z
        .array(secretSchema)
        .parse(kept)
        .map((secret) => [secret.name, secret]),
    );
  }

  /** By name or ARN. */
  find(id: string): Secret | undefined {
    return [...this.secrets.values()].find(({ name, arn }) => name === id || arn === id);
  }

  put(name: string, text: string): Secret {
    const arn = this.secrets.get(name)?.arn ?? this.newArn(name);
    const secret = { name, arn, version: randomUUID(), text };
    this.secrets.set(name, secret);
    if (this.file) writeFileSync(this.file, JSON.stringify([...this.secrets.values()]), { mode: 0o600 });
    return secret;
  }

  /** Secrets Manager adds a hyphen and six characters to the name. */
  private newArn(name: string): string {
    const { region, accountId } = this.account;
    return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${randomBytes(3).toString('hex')}`;
  }
}

/** AWS Secrets Manager for secrets that are text: CreateSecret, PutSecretValue, GetSecretValue. */
export function secretsFront(store: SecretStore): ServiceFront {
  const operations: Readonly<Record<string, (input: unknown) => object | undefined>> = {
    CreateSecret: (input) => {
      const { Name: name, SecretString: text } = created.parse(input);
      return store.find(name) ? undefined : described(store.put(name, text));
    },
    PutSecretValue: (input) => {
      const { SecretId: id, SecretString: text } = changed.parse(input);
      const secret = store.find(id);
      return secret && described(store.put(secret.name, text));
    },
    GetSecretValue: (input) => {
      const secret = store.find(asked.parse(input).SecretId);
      return secret && { ...described(secret), SecretString: secret.text };
    },
  };
  return async (request, response, body) => {
    const name = operationNamed(request.headers);
    const operation = operations[name];
    if (!operation) {
      const known = Object.keys(operations).join(', ');
      return replyError(response, 501, 'NotImplemented', `The local twin has no ${name}; it has ${known}.`);
    }
    try {
      const result = operation(JSON.parse(body.toString() || '{}'));
      if (result) return replyJson(response, 200, result);
      if (name === 'CreateSecret') {
        return replyError(response, 400, 'ResourceExistsException', 'The secret already exists.');
      }
      return replyError(
        response,
        400,
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      replyError(response, 400, 'InvalidParameterException', z.prettifyError(error));
    }
  };
}

const described = ({ name, arn, version }: Secret) => ({ ARN: arn, Name: name, VersionId: version });
