import type { EventRuleDeclaration, EventTargetDeclaration } from '../../plan/topology/event-rules';
import { UnsupportedDeclarationError } from '../../plan/unsupported';
import { messageOf } from '../foundation/error-message';
import type { BusEvent } from './event-bus';
import { compileEventPattern, type EventMatcher } from './event-pattern';
import { compileInputTransformer, type RuleVariables, type TransformInput } from './input-transformer';

export interface EventTarget extends EventTargetDeclaration {
  /** Makes the target's message from an event. */
  readonly messageOf: TransformInput;
}

/** A rule, ready to run. */
export interface EventRule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly matches: EventMatcher;
  readonly targets: readonly EventTarget[];
}

const wholeEvent = (event: BusEvent, _: RuleVariables): string => JSON.stringify(event);

/**
 * Compiles the patterns and templates of all rules.
 * @throws UnsupportedDeclarationError naming each resource whose pattern or template the twin does not support
 */
export function compileEventRules(declarations: readonly EventRuleDeclaration[]): EventRule[] {
  const problems: string[] = [];
  const attempt = <Result>(where: string, compile: () => Result): Result | undefined => {
    try {
      return compile();
    } catch (error) {
      problems.push(`${where}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const rules = declarations.map(({ address, pattern, targets, ...rest }): EventRule => {
    const matches = attempt(`${address}: event_pattern`, () => compileEventPattern(pattern));
    const compiled = targets.map((target): EventTarget => {
      const { inputTransformer: declared, id } = target;
      const transform =
        declared && attempt(`${address}, target ${id}`, () => compileInputTransformer(declared));
      return { ...target, messageOf: transform ?? wholeEvent };
    });
    return { ...rest, matches: matches ?? (() => false), targets: compiled };
  });
  if (problems.length > 0) throw new UnsupportedDeclarationError(problems);
  return rules;
}
