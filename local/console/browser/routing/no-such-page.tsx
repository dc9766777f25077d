import { Empty } from '../parts/empty';
import { PageHeading } from '../parts/page-heading';
import { hrefOf } from './route';

/** The page for an unknown address. */
export function NoSuchPage() {
  return (
    <>
      <PageHeading title="There is no such page" />
      <Empty title="The address is wrong or out of date">
        <p>
          The console has no page at <code>{location.hash}</code>.
        </p>
        <a class="button" href={hrefOf({ place: 'photos' })}>
          Back to the photos
        </a>
      </Empty>
    </>
  );
}
