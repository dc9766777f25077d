import { z } from 'zod';
import { DAY_MS } from '../../lambda/domain/days';
import { parsedJson } from '../../lambda/domain/parsed-json';
import type { Twin } from '../twin/twin';

/** The result of an action: the status and the body, as JSON. */
export interface ActionResult {
  readonly status: number;
  readonly body: unknown;
}

/** An operation on a running twin that AWS performs by itself over time. */
export type Action = (body: string) => Promise<ActionResult>;

/** The same as for PREVIEW_EXPIRATION_DAYS. */
const MAX_DAYS = 36_500;

const lifecycleSchema = z.strictObject({ days: z.int().min(0).max(MAX_DAYS) });

/** Actions on a running twin, by path on the web server. */
export const actionsOf = (twin: Pick<Twin, 'runLifecycle'>): Record<string, Action> => ({
  '/lifecycle': async (body) => {
    const request = lifecycleSchema.safeParse(parsedJson(body));
    if (!request.success) {
      const message = `The body must be {"days": DAYS}, with DAYS from 0 to ${MAX_DAYS}: rules are applied as of DAYS days from now.`;
      return { status: 400, body: { error: 'BAD_REQUEST', message } };
    }
    const asOf = Date.now() + request.data.days * DAY_MS;
    const expired = await twin.runLifecycle(asOf);
    return { status: 200, body: { as_of: new Date(asOf).toISOString(), expired } };
  },
});
