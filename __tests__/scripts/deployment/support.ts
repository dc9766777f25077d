import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Account } from '../../../scripts/deployment/account';
import type { Machine } from '../../../scripts/deployment/machine';
import { FUNCTION_NAMES } from '../../../stacks/function-packages';
import { loadSettings, type Settings } from '../../../stacks/settings';

export const ACCOUNT = '000000000000';
export const STATE_BUCKET = 'company-state';

export const settingsOf = (environment: Record<string, string> = {}): Settings =>
  loadSettings({ environment: { STATE_BUCKET, ...environment }, context: {} });

interface Command {
  readonly input: object;
}

/** A client that knows some names and answers "not found" for all others. */
function clientKnowing(names: readonly string[], notFound: string) {
  return {
    send: async ({ input }: Command) => {
      const asked = String(Object.values(input)[0]);
      if (names.some((name) => asked.endsWith(name))) return {};
      throw Object.assign(new Error(`${asked} is not there`), { name: notFound });
    },
  };
}

/** What an account has besides names. */
export interface AccountState {
  /** ARN of the role that API Gateway writes logs with. */
  readonly apiLogsRole?: string;
  /** Functions that may run at the same time. */
  readonly concurrency?: number;
  /** The names in other regions than that of the account. */
  readonly elsewhere?: Readonly<Record<string, readonly string[]>>;
}

/** An account on the twin's S3, in which other things than buckets exist by name alone. */
export const accountWith = (
  s3: S3Client,
  existing: readonly string[] = [],
  state: AccountState = {},
  region = 'us-east-1',
): Account => {
  const { apiLogsRole, concurrency = 1000 } = state;
  return {
    id: ACCOUNT,
    region,
    inRegion: (other: string) => accountWith(s3, state.elsewhere?.[other], state, other),
    s3,
    dynamoDb: clientKnowing(existing, 'ResourceNotFoundException'),
    sqs: clientKnowing(existing, 'QueueDoesNotExist'),
    sns: clientKnowing(existing, 'NotFoundException'),
    events: clientKnowing(existing, 'ResourceNotFoundException'),
    iam: clientKnowing(existing, 'NoSuchEntityException'),
    logs: {
      send: async ({ input }: Command) => ({
        logGroups: existing
          .filter((name) => name.startsWith(String(Object.values(input)[0])))
          .map((logGroupName) => ({ logGroupName })),
      }),
    },
    apiGateway: { send: async () => (apiLogsRole === undefined ? {} : { cloudwatchRoleArn: apiLogsRole }) },
    lambda: {
      send: async (command: Command) =>
        'FunctionName' in command.input
          ? clientKnowing(existing, 'ResourceNotFoundException').send(command)
          : { AccountLimit: { ConcurrentExecutions: concurrency } },
    },
  } as unknown as Account;
};

/** A machine on which every check succeeds. */
export function machineWith(account: Account, overrides: Partial<Machine> = {}): Machine {
  const packages = mkdtempSync(join(tmpdir(), 'darkroom-packages-'));
  for (const name of FUNCTION_NAMES) writeFileSync(join(packages, `${name}.zip`), '');
  return {
    settings: { environment: { STATE_BUCKET }, context: {} },
    packages,
    terraformVersion: () => '1.11.4',
    openAccount: async () => account,
    ...overrides,
  };
}

/** The state of a stack that holds one named resource of each type given. */
export const stateOf = (resources: Readonly<Record<string, Readonly<Record<string, string>>>>): string =>
  JSON.stringify({
    version: 4,
    resources: Object.entries(resources).map(([type, attributes]) => ({
      mode: 'managed',
      type,
      instances: [{ attributes }],
    })),
  });
