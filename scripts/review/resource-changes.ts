import type { PlannedResource } from '../../plan/plan';
import { type AttributeChange, attributeChanges } from './attribute-changes';
import { isKnownType, replacingArguments } from './forces-replacement';
import { type StackDocument, stateAddress } from './stack-document';

export type Action = 'add' | 'change' | 'replace' | 'remove' | 'release';

/** The action that Terraform would take for one resource. */
export interface ResourceChange {
  readonly action: Action;
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly before?: PlannedResource;
  readonly after?: PlannedResource;
  readonly attributes: readonly AttributeChange[];
  /** The changed arguments that force a replacement. */
  readonly because: readonly string[];
  /** Whether the arguments that force a replacement are unknown for this type. */
  readonly isUnknownType: boolean;
}

/** The actions that Terraform would take to get from one version of a stack to the other. */
export function resourceChanges(base: StackDocument, head: StackDocument): ResourceChange[] {
  const before = new Map(
    [...base.resources].map(([address, resource]) => [head.moved.get(address) ?? address, resource]),
  );
  const addresses = [...new Set([...before.keys(), ...head.resources.keys()])].sort();
  const changes = addresses.flatMap((address) => {
    const change = changeOf(head, address, before.get(address), head.resources.get(address));
    return change ? [change] : [];
  });
  return withReplacedReferences(changes, head);
}

function changeOf(
  head: StackDocument,
  address: string,
  before: PlannedResource | undefined,
  after: PlannedResource | undefined,
): ResourceChange | undefined {
  const type = (after ?? before)?.type ?? '';
  const common = { stack: head.name, address, type, because: [], isUnknownType: !isKnownType(type) };
  if (!before || !after) {
    const gone: Action = head.released.has(address) ? 'release' : 'remove';
    const known = { ...(before && { before }), ...(after && { after }) };
    return { ...common, ...known, action: after ? 'add' : gone, attributes: [] };
  }
  const attributes = attributeChanges(before.attributes, after.attributes);
  if (attributes.length === 0) return undefined;
  const because = replacingArguments(type).filter((name) =>
    attributes.some(({ path }) => isWithin(path, name)),
  );
  return { ...common, before, after, attributes, because, action: because.length > 0 ? 'replace' : 'change' };
}

export const isWithin = (path: string, name: string): boolean =>
  path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);

/**
 * An argument that refers to a replaced resource gets another value, although its text is the same. If it cannot be
 * changed in place, its resource is replaced as well, and so are those that refer to it.
 */
function withReplacedReferences(changes: readonly ResourceChange[], head: StackDocument): ResourceChange[] {
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  const replaced = changes.filter(({ action }) => action === 'replace').map(({ address }) => address);
  for (const source of replaced) {
    for (const resource of head.resources.values()) {
      const address = stateAddress(resource);
      const known = byAddress.get(address);
      if (known && known.action !== 'change') continue;
      const because = replacingArguments(resource.type).filter((name) =>
        JSON.stringify(resource.attributes[name] ?? '').includes(`\${${source}.`),
      );
      if (because.length === 0) continue;
      byAddress.set(address, {
        action: 'replace',
        stack: head.name,
        address,
        type: resource.type,
        before: known?.before ?? resource,
        after: resource,
        attributes: known?.attributes ?? [],
        because,
        isUnknownType: false,
      });
      replaced.push(address);
    }
  }
  return [...byAddress.values()];
}
