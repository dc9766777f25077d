import { PREVIEWS_PREFIX } from '../../lambda/domain/image-record';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { blockList, type Plan } from '../../plan/plan';

/** The prefixes of the objects that are written. The empty prefix means all objects. */
const WRITTEN_PREFIXES = ['', UPLOADS_PREFIX, PREVIEWS_PREFIX];

/** Finds lifecycle rules without an effect, because no object has their prefix. */
export function lifecyclesMatchPrefixes(plan: Plan): string[] {
  return plan.resources('aws_s3_bucket_lifecycle_configuration').flatMap((lifecycle) =>
    blockList(lifecycle.attributes.rule)
      .map((rule) => String(blockList(rule.filter)[0]?.prefix ?? rule.prefix ?? ''))
      .filter((prefix) => !WRITTEN_PREFIXES.includes(prefix))
      .map(
        (prefix) =>
          `${lifecycle.address} has a rule for "${prefix}", where nothing is ever written. Objects are under ${UPLOADS_PREFIX} and ${PREVIEWS_PREFIX}: use one of these.`,
      ),
  );
}
