import { basename } from 'node:path';
import type { Plan, PlannedResource } from '../../plan/plan';
import { type AllowedStatement, allStatements, identityStatements } from '../../plan/statements';
import { markdownTable } from '../cli/markdown-table';
import { encryptionSection, exposureSection } from './security-sections';

/** The reason for each statement, by its Sid. A statement without a reason fails the page. */
const REASONS: Readonly<Record<string, string>> = {
  WriteLogs: 'Writes only to its own log group, which the stack creates.',
  WriteTraces: 'Active tracing. X-Ray does not support resource-level permissions.',
  TakeUploads: 'The event source mapping polls the queue with this role.',
  ReadOriginals: 'Reads the object version in an event.',
  TellMissingFromForbidden:
    'Without it S3 returns 403 for a missing object or version, so a deleted photo would look like a missing permission. S3 has no prefix to compare with a GetObject, so this also allows listing all names in the bucket.',
  ProcessPhotos: 'Requests the processing of a photo. This function has no image library.',
  PresignUploads:
    'A presigned upload has the permissions of the role that signed it. It can only create objects.',
  FindVersions: 'Forgetting an image finds every version of it.',
  ForgetOriginals: 'Forgetting an image removes every version of it.',
  PresignPreviews: 'A presigned download has the permissions of the role that signed it.',
  PresignDownloads:
    'A presigned download of an original has the permissions of the role that signed it. The function itself never reads one.',
  WritePreviews: 'Stores previews, and removes those of a deleted image.',
  RemovePreviews: 'Deletes the previews of an image that is forgotten.',
  ListPreviews: 'Finds every preview of a deleted image, including orphaned ones.',
  KeepRecords: 'Claims, finishes and reads the records of one image, without scans of the table.',
  LookUpAndForgetRecords:
    'Reads the records of one image, and deletes them when it is forgotten. It may not scan the table.',
  ListImages: 'Lists images by status, user or date.',
  PublishEvents: 'Publishes the outcome of an image.',
  AdmitUploads: 'Only the source bucket of this account sends uploads to the queue.',
  AdmitUndelivered: 'The rules send undelivered events to this queue.',
  AdmitPublishers:
    'Alarms of this account, or EventBridge, publish to the topic. EventBridge does not support conditions here, so the topic cannot distinguish between its rules.',
  InvalidatePreviews: 'Invalidates the CDN caches of a deleted image. Only this distribution.',
  ReadSigningKey: 'Signs the addresses of previews. Only this secret, which the state does not contain.',
  ReadNotes: 'Reads whether the CDN caches of a forgotten image still have to be invalidated.',
  AdmitDelivery: 'Only this CloudFront distribution reads previews.',
  TellDeliveryWhatIsMissing:
    'Without it S3 returns 403 for a missing preview. The function of the distribution refuses every address except those of previews, so nobody can list the bucket.',
  UseEncryptionKey: 'Reads and writes data that is encrypted with the key of `KMS_KEY`.',
};

const INTRODUCTION = [
  '# Security',
  'All permissions and their reasons. The tables are generated from the synthesized Terraform (`npm run docs`), so they match the deployment. The local twin enforces the same policies: a missing action fails there, and the end-to-end suite fails for an action that is never used.',
  'The code and its settings contain no credentials. The REST API accepts only signed requests (Signature Version 4) and, with `SIGN_IN_ISSUER`, requests with a valid token. It accepts only keys under `uploads/`. The GPS position of a photo is detected, but never stored or published. The function that can delete originals, `image-api`, decodes no files ([decision 9](decisions/0009-the-api-decodes-no-files.md)). [What is left out](what-is-left-out.md) lists what is missing, and when to add it.',
];

/**
 * `docs/security.md`, from all stacks.
 * @param delivered the same with a CDN
 * @throws Error for a statement without a reason
 */
export function securityPage(plan: Plan, delivered: Plan): string {
  const identity = identityStatements(plan);
  const others = allStatements(plan).filter(({ policy }) => !identity.some((each) => each.policy === policy));
  const roles = plan.resources('aws_iam_role').map((role) => {
    const rows = identity.filter(({ policy }) => plan.refers(policy.attributes.role, policy, role));
    const assumed = principalsOf(role.attributes.assume_role_policy);
    return [
      `### \`${role.attributes.name}\``,
      `Assumed by ${assumed}.`,
      tableOf(rows, plan) || managed(role, plan),
    ];
  });
  const parts = [
    ...INTRODUCTION,
    '## Roles',
    ...roles.flat(),
    '## Policies of resources',
    tableOf(others, plan),
    ...deliverySection(plan, delivered),
    ...encryptionSection(plan),
    ...exposureSection(plan),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The statements that a CDN adds, and those that it makes unnecessary. */
function deliverySection(plan: Plan, delivered: Plan): string[] {
  const sidsOf = (of: Plan) => allStatements(of).map(({ sid, policy }) => `${policy.name} ${sid}`);
  const [without, withDelivery] = [sidsOf(plan), sidsOf(delivered)];
  const added = allStatements(delivered).filter(
    ({ sid, policy }) => !without.includes(`${policy.name} ${sid}`),
  );
  const removed = without.filter((sid) => !withDelivery.includes(sid)).map((sid) => sid.split(' ')[1]);
  return [
    '## With `DELIVERY=cloudfront`',
    `Signed delivery adds these statements; public delivery needs no signing key. \`${removed.join('`, `')}\` is removed, because the API presigns no previews.`,
    tableOf(added, delivered),
    'The bucket blocks all public access as before: CloudFront signs its requests, and the policy admits one distribution. The private key of signed delivery is only in Secrets Manager, and `image-processor` cannot read it.',
  ];
}

function tableOf(statements: readonly AllowedStatement[], plan: Plan): string {
  if (statements.length === 0) return '';
  const rows = statements.map((statement) => {
    const reason = REASONS[statement.sid];
    if (!reason)
      throw new Error(
        `${statement.policy.address} (${statement.sid}) has no reason in ${basename(__filename)}.`,
      );
    const actions = statement.actions.map((action) => `\`${action}\``).join(', ');
    const conditions = statement.conditionKeys.map((key) => `\`${key}\``).join(', ');
    return [actions, resourcesOf(statement, plan), conditions && `under conditions on ${conditions}`, reason];
  });
  return markdownTable(['may', 'on', 'if', 'because'], rows);
}

const ACCOUNT = /\$\{data\.aws_caller_identity[^}]*\}/g;

/** Resources by name and ARN suffix: `image-metadata-dev/index/*`. */
function resourcesOf({ resources, policy }: AllowedStatement, plan: Plan): string {
  return resources
    .map((resource) => {
      const [named] = plan.referenced(resource, policy);
      if (named?.type === 'data.aws_caller_identity')
        return `\`${resource.replaceAll(ACCOUNT, '<account>')}\``;
      return named ? `\`${nameOf(named)}${resource.replace(/^.*\}/, '')}\`` : `\`${resource}\``;
    })
    .join(', ');
}

const nameOf = ({ attributes, address }: PlannedResource): string =>
  String(attributes.name ?? attributes.bucket ?? attributes.comment ?? address).replaceAll(
    ACCOUNT,
    '<account>',
  );

const principalsOf = (assumeRolePolicy: unknown): string =>
  [...String(assumeRolePolicy).matchAll(/"Service":"([^"]+)"/g)]
    .map(([, service]) => `\`${service}\``)
    .join(', ');

function managed(role: PlannedResource, plan: Plan): string {
  return plan
    .resources('aws_iam_role_policy_attachment')
    .filter((attachment) => plan.refers(attachment.attributes.role, attachment, role))
    .map(
      ({ attributes }) =>
        `Has the AWS managed policy \`${basename(String(attributes.policy_arn))}\`, which API Gateway needs to write access logs.`,
    )
    .join('\n');
}
