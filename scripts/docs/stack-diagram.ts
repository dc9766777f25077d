import { type Plan, REMOTE_STATE } from '../../plan/plan';
import { replaceBlock } from './replace-block';

/** The content of each stack, in words for people. */
const CONTENTS: Readonly<Record<string, string>> = {
  'state-backend': '[(state bucket)]',
  storage: '[(source and processed bucket,<br/>table)]',
  delivery: '[CDN, its alarms and topic]',
  pipeline: '[queues, functions, bus, rules,<br/>topics, API, alarms, dashboard]',
};

/** A Mermaid flowchart of the stacks of a plan, with the stacks whose outputs each reads. */
function stackDiagram(plan: Plan): string {
  const boxes = plan.stacks.map(({ name }) => {
    const content = CONTENTS[name];
    if (!content) throw new Error(`The stack ${name} has no content in the diagram of the stacks.`);
    return `  subgraph ${name}\n    ${name}-content${content}\n  end`;
  });
  const states = plan.stacks
    .filter(({ json }) => json.terraform?.backend?.s3)
    .map(({ name }) => `  ${name} -- "state" --> state-backend`);
  return ['```mermaid', 'flowchart LR', ...boxes, ...readsOf(plan), ...states, '```'].join('\n');
}

const readsOf = (plan: Plan): string[] =>
  plan
    .resources(REMOTE_STATE)
    .map(
      (resource) => `  ${resource.stack.name} -- "reads its outputs" --> ${plan.remoteStack(resource)?.name}`,
    );

/** Replaces the marked block of a page with the diagram. @throws Error if the page has no such block */
export const withStackDiagram = (page: string, plan: Plan): string =>
  replaceBlock(page, 'stacks', stackDiagram(plan));
