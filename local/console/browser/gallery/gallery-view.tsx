import { useMemo, useState } from 'preact/hooks';
import { PickButton } from '../buttons/pick-button';
import { Empty } from '../parts/empty';
import { EVERYTHING, filterImages, type GalleryFilter, usersOf } from '../parts/filter';
import { counted, formatBytes } from '../parts/format';
import { lastGalleryState } from '../parts/last-gallery-state';
import { PageHeading } from '../parts/page-heading';
import { useConsole } from '../state/console-context';
import { ContactSheet } from './contact-sheet';
import { Toolbar } from './toolbar';
import { Trays } from './trays';
import { UploadAs } from './upload-as';

/** All photos, and the uploads in progress. */
export function GalleryView() {
  const { images, info } = useConsole().state;
  const [filter, setFilter] = useState(lastGalleryState.filter);
  const shown = useMemo(() => filterImages(images.values(), filter), [images, filter]);
  const users = useMemo(() => usersOf(images.values()), [images]);

  const onFilter = (next: GalleryFilter) => {
    lastGalleryState.filter = next;
    setFilter(next);
  };

  if (images.size === 0) {
    return (
      <>
        <PageHeading title="Photos" />
        <Trays />
        <Empty title="The sheet is blank">
          <p>
            <span class="for-mouse">Drop photos anywhere on this page, paste one, or pick some. </span>
            JPEG, PNG, WebP, AVIF, HEIC, GIF and TIFF up to {formatBytes(info.maxImageSize)} come back as
            previews in a moment.
          </p>
          <PickButton label="Pick photos" />
        </Empty>
      </>
    );
  }
  return (
    <>
      <PageHeading title="Photos" lead={<Lead shown={shown.length} all={images.size} />}>
        <UploadAs />
      </PageHeading>
      <Trays />
      <Toolbar filter={filter} users={users} onChange={onFilter} />
      {shown.length > 0 ? (
        <ContactSheet images={shown} />
      ) : (
        <Empty title="No photo matches">
          <p>Search looks at keys, such as “uploads/alice/harbour.jpg”.</p>
          <button type="button" class="button" onClick={() => onFilter(EVERYTHING)}>
            Show all photos
          </button>
        </Empty>
      )}
    </>
  );
}

function Lead({ shown, all }: { readonly shown: number; readonly all: number }) {
  return (
    <>
      {shown === all ? counted(all, 'photo') : `${counted(shown, 'photo')} of ${all.toLocaleString()}`}.
      <span class="for-mouse"> Drop more anywhere on the page.</span>
    </>
  );
}
