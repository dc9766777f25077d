import { type AttributeChange, attributeChanges } from './attribute-changes';
import { type CodeChange, codeChanges } from './function-code';
import { cautionsOf, dataLost, protectionOf } from './losses';
import { NamesInPlan } from './names-in-plan';
import { type PermissionChange, permissionChanges } from './permissions';
import { type ResourceChange, resourceChanges } from './resource-changes';
import type { Revision } from './revision';
import { type CostChange, costChange } from './running-cost';
import { recipeChanges, settingChanges } from './setting-changes';
import { documentOf, type StackDocument } from './stack-document';

export interface ReviewedChange extends ResourceChange {
  /** The name of the resource for people. */
  readonly name: string;
  /** The data that would be lost permanently, if any. */
  readonly destroys?: string;
  /** The protection that stops Terraform from destroying it. */
  readonly protection?: string;
  readonly cautions: readonly string[];
  /** The address at which a resource of the same name appears: its id was renamed without `moveTo`. */
  readonly reappearsAs?: string;
}

export interface OutputChange extends AttributeChange {
  readonly stack: string;
}

/** The differences between two versions. */
export interface Review {
  readonly base: string;
  readonly head: string;
  readonly changes: readonly ReviewedChange[];
  readonly permissions: readonly PermissionChange[];
  readonly outputs: readonly OutputChange[];
  readonly settings: readonly AttributeChange[];
  /** Changed settings that change the recipe of previews. */
  readonly recipe: readonly string[];
  readonly code: readonly CodeChange[];
  readonly cost: CostChange;
  /** Cautions about whole stacks. */
  readonly cautions: readonly string[];
  readonly destroysData: boolean;
}

export function review(base: Revision, head: Revision): Review {
  const pairs = stackPairs(base, head);
  const changes = named(
    pairs.flatMap(([before, after]) => resourceChanges(before, after)),
    base,
    head,
  );
  const settings = settingChanges(base.settings, head.settings);
  return {
    base: base.label,
    head: head.label,
    changes,
    permissions: permissionChanges(base.plan, head.plan),
    outputs: pairs.flatMap(([before, after]) => outputChanges(before, after)),
    settings,
    recipe: recipeChanges(settings),
    code: codeChanges(base.code, head.code),
    cost: costChange(base.plan, head.plan, String(head.settings.AWS_REGION)),
    cautions: pairs.flatMap(([before, after]) => stackCautions(before, after)),
    destroysData: changes.some(({ destroys }) => destroys !== undefined),
  };
}

/** Pairs the stacks of both versions. A missing stack is empty. */
function stackPairs(base: Revision, head: Revision): [StackDocument, StackDocument][] {
  const [before, after] = [documents(base), documents(head)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((name) => [before.get(name) ?? noStack(name), after.get(name) ?? noStack(name)]);
}

const documents = ({ plan }: Revision): ReadonlyMap<string, StackDocument> =>
  new Map(plan.stacks.map((stack) => [stack.name, documentOf(stack)]));

const noStack = (name: string): StackDocument => documentOf({ name, folder: '', json: {} });

function named(changes: readonly ResourceChange[], base: Revision, head: Revision): ReviewedChange[] {
  const [before, after] = [new NamesInPlan(base.plan), new NamesInPlan(head.plan)];
  const withNames = changes.map((change) => ({
    ...change,
    name: change.after
      ? after.nameOf(change.after)
      : before.nameOf(change.before ?? unknownAddress(change.address)),
  }));
  return withNames.map((change) => {
    const destroys = dataLost(change);
    const protection = destroys && protectionOf(change);
    const again =
      change.action === 'remove' &&
      withNames.find(
        ({ action, type, name }) => action === 'add' && type === change.type && name === change.name,
      );
    return {
      ...change,
      cautions: cautionsOf(change),
      ...(destroys && { destroys }),
      ...(protection && { protection }),
      ...(again && { reappearsAs: again.address }),
    };
  });
}

function unknownAddress(address: string): never {
  throw new Error(`${address} is in neither version`);
}

/** Outputs for other stacks are sensitive, and not shown. */
const isPublic = (output: unknown): boolean => !('sensitive' in Object(output));

function outputChanges(base: StackDocument, head: StackDocument): OutputChange[] {
  const shown = ({ outputs }: StackDocument) =>
    Object.fromEntries(Object.entries(outputs).filter(([, output]) => isPublic(output)));
  return attributeChanges(shown(base), shown(head)).map((change) => ({ ...change, stack: head.name }));
}

function stackCautions(base: StackDocument, head: StackDocument): string[] {
  if (head.resources.size === 0) {
    return [
      `The stack ${head.name} was removed from the code, but stays deployed until: cdktf destroy ${head.name}`,
    ];
  }
  const hasMoved =
    base.backend !== undefined && JSON.stringify(base.backend) !== JSON.stringify(head.backend);
  return hasMoved
    ? [
        `The state of ${head.name} moves: without terraform init -migrate-state, all its resources are created again`,
      ]
    : [];
}
