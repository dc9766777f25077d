import { useState } from 'preact/hooks';
import type { ImageResponse, ImageWithHistoryResponse } from '../../../../lambda/image-api/response-schemas';
import { RetryButton } from '../buttons/retry-button';
import { Empty } from '../parts/empty';
import { baseName } from '../parts/format';
import { PageHeading } from '../parts/page-heading';
import { STATUS_WORDS } from '../parts/status-words';
import { hrefOf } from '../routing/route';
import { useConsole } from '../state/console-context';
import { StageTrack } from '../state/stage-track';
import { DeleteButton } from './delete-button';
import { Facts } from './facts';
import { Failure } from './failure';
import { FocusForm } from './focus-form';
import { History } from './history';
import { Neighbours } from './neighbours';
import { type PointOfPhoto, Print } from './print';
import { Savings } from './savings';
import { Snippet } from './snippet';
import { Timings } from './timings';
import { useEscape } from './use-escape';
import { useImage } from './use-image';

/** The page of one photo. */
export function PhotoView({ imageId }: { readonly imageId: string }) {
  const { progress, images } = useConsole().state;
  const lookup = useImage(imageId);
  useEscape(hrefOf({ place: 'photos' }));
  const image = lookup.state === 'found' ? lookup.image : undefined;
  const upload = progress.get(imageId);
  const key = image?.key ?? images.get(imageId)?.key ?? upload?.key;
  const name = key ? baseName(key) : 'Photo';
  return (
    <article class="photo">
      <div class="photo-nav">
        <a class="back" href={hrefOf({ place: 'photos' })} aria-keyshortcuts="Escape">
          <span aria-hidden="true">←</span> All photos
        </a>
        <Neighbours imageId={imageId} />
      </div>
      <PageHeading title={name} lead={image && <Lead image={image} />}>
        {image && <Actions image={image} name={name} />}
      </PageHeading>
      {upload && (!image || upload.endedAt === undefined) && (
        <StageTrack progress={upload} image={images.get(imageId)} />
      )}
      {image && <Details image={image} name={name} />}
      {lookup.state === 'missing' && !upload && <Missing />}
      {lookup.state === 'failed' && (
        <Empty title="The record cannot be read">
          <p>{lookup.message}</p>
        </Empty>
      )}
    </article>
  );
}

function Lead({ image: { status, key } }: { readonly image: ImageResponse }) {
  return (
    <>
      <span class="status" data-status={status}>
        {STATUS_WORDS[status]}
      </span>{' '}
      <span class="key">{key}</span>
    </>
  );
}

interface NamedImage {
  readonly image: ImageWithHistoryResponse;
  readonly name: string;
}

const Actions = ({ image, name }: NamedImage) => (
  <div class="actions">
    {image.status === 'FAILED' && <RetryButton imageKey={image.key} />}
    <DeleteButton imageId={image.image_id} name={name} />
  </div>
);

function Details({ image, name }: NamedImage) {
  const [chosen, setChosen] = useState<PointOfPhoto>();
  const point = image.focus && (chosen ?? image.focus);
  const onPoint = image.focus && setChosen;
  return (
    <>
      <div class="photo-columns">
        <div>
          {image.error ? (
            <Failure error={image.error} />
          ) : (
            <Print image={image} name={name} point={point} onPoint={onPoint} />
          )}
          {point && <FocusForm image={image} point={point} onPoint={setChosen} />}
          <Savings image={image} />
          <Timings image={image} />
        </div>
        <div>
          <Facts image={image} />
        </div>
      </div>
      <Snippet image={image} name={name} />
      <History versions={image.history ?? [image]} />
    </>
  );
}

function Missing() {
  return (
    <Empty title="There is no such photo">
      <p>It was deleted for good, or the address is mistyped. Nothing of a deleted photo is kept.</p>
      <a class="button" href={hrefOf({ place: 'photos' })}>
        Look at all photos
      </a>
    </Empty>
  );
}
