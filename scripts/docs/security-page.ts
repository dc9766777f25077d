import { basename } from 'node:path';
import type { Plan, PlannedResource } from '../../plan/plan';
import { type AllowedStatement, allStatements, identityStatements } from '../../plan/statements';
import { markdownTable } from '../cli/markdown-table';

/** Why each statement is there, by its Sid. A statement without a reason fails the page. */
const REASONS: Readonly<Record<string, string>> = {
  WriteLogs: 'Its own log group alone; the group is made by the stack, not by the function.',
  WriteTraces: 'Active tracing. X-Ray offers no resource to name.',
  TakeUploads: 'The event source mapping reads the queue as this role.',
  ReadOriginals: 'Reads the very version that an event names.',
  TellMissingFromForbidden:
    'Without it S3 answers 403 for an object that is gone, and a deleted photo would look like a missing permission.',
  PresignUploads: 'A presigned upload is done with the rights of the role that signed it.',
  FindVersions: 'Forgetting an image finds every version of it.',
  ForgetOriginals: 'Forgetting an image removes every version of it.',
  PresignPreviews: 'A presigned download is done with the rights of the role that signed it.',
  WritePreviews: 'Stores previews, and removes those of a deleted image.',
  ListPreviews: 'Finds every preview of a deleted image, also strays.',
  KeepRecords: 'Claims, finishes and reads the records of one image. It may not scan the table.',
  ListImages: 'Lists images by status, user or date.',
  PublishEvents: 'Tells subscribers what became of an image.',
  AdmitUploads: 'The source bucket of this account, and no other, puts uploads on the queue.',
  AdmitUndelivered: 'The rules leave here what they could not deliver.',
  AdmitPublishers: 'Only these rules, or these alarms, of this account publish to the topic.',
};

const INTRODUCTION = [
  '# Security',
  'Who may do what on what, and why. The tables are generated from the synthesized Terraform (`npm run docs`), so they are what is deployed. The local twin enforces the same policies: an action that is missing fails there, and its end-to-end suite fails for one that is never used.',
  'Beside them: every bucket, queue, topic and the table are encrypted at rest; all public access to the buckets is blocked; requests without TLS are refused; no credentials are anywhere in the code or its settings. The REST API takes signed requests (Signature Version 4) alone, and its keys must lie under `uploads/`. Where a photo was taken is noted as found, and never stored or passed on.',
];

/** `docs/security.md`, from all stacks together. @throws Error for a statement that nobody gave a reason */
export function securityPage(plan: Plan): string {
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
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
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
    return [actions, resourcesOf(statement, plan), reason];
  });
  return markdownTable(['may', 'on', 'because'], rows);
}

/** A resource by its name and what follows its ARN: `image-metadata-dev/index/*`. */
function resourcesOf({ resources, policy }: AllowedStatement, plan: Plan): string {
  return resources
    .map((resource) => {
      const [named] = plan.referenced(resource, policy);
      return named ? `\`${nameOf(named)}${resource.replace(/^.*\}/, '')}\`` : `\`${resource}\``;
    })
    .join(', ');
}

const nameOf = ({ attributes, address }: PlannedResource): string =>
  String(attributes.name ?? attributes.bucket ?? address).replaceAll(
    /\$\{data\.aws_caller_identity[^}]*\}/g,
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
        `Has AWS's own policy \`${basename(String(attributes.policy_arn))}\`, as API Gateway asks for to write access logs.`,
    )
    .join('\n');
}
