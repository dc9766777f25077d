import type { ComponentChildren } from 'preact';
import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { Fact } from '../parts/fact';
import { counted, formatBytes, formatDateTime } from '../parts/format';

type Row = readonly [label: string, value: ComponentChildren];

type Rows = readonly (Row | false | '' | undefined)[];

/** The fields of the record, in words. */
export function Facts({ image }: { readonly image: ImageResponse }) {
  const rows = [...pictureFacts(image), ...cameraFacts(image), ...recordFacts(image)];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Record</h2>
      <dl class="facts">
        {rows.map((row) => row && <Fact key={row[0]} label={row[0]} children={row[1]} />)}
      </dl>
    </section>
  );
}

const pictureFacts = (image: ImageResponse): Rows => [
  image.width !== undefined && ['Size', `${image.width} × ${image.height} pixels`],
  image.format && ['Format', image.format.toUpperCase()],
  image.size !== undefined && ['File', formatBytes(image.size)],
  image.frames !== undefined && image.frames > 1 && ['Frames', image.frames.toLocaleString()],
  image.space && ['Colour space', `${image.space}${image.has_alpha ? ', with transparency' : ''}`],
  image.dominant_color && ['Dominant colour', <Swatch key="colour" color={image.dominant_color} />],
];

const cameraFacts = ({ orientation, camera, taken_at: takenAt, has_gps: hasGps }: ImageResponse): Rows => [
  orientation !== undefined && orientation > 1 && ['Orientation', `turned upright (EXIF ${orientation})`],
  camera && ['Camera', camera],
  takenAt && ['Taken', takenAt.replace('T', ' ')],
  hasGps !== undefined && ['Location', hasGps ? 'found in the original, never kept' : 'none'],
];

const recordFacts = (image: ImageResponse): Rows => [
  ['Uploaded', formatDateTime(image.timestamp)],
  image.user_id && ['User', image.user_id],
  image.attempts !== undefined && ['Attempts', counted(image.attempts, 'attempt')],
  image.version_id && ['Version', <code key="version">{image.version_id}</code>],
  image.recipe && ['Recipe', <code key="recipe">{image.recipe}</code>],
  ['Image id', <code key="id">{image.image_id}</code>],
];

function Swatch({ color }: { readonly color: string }) {
  return (
    <>
      <span class="swatch" style={{ backgroundColor: color }} aria-hidden="true" /> <code>{color}</code>
    </>
  );
}
