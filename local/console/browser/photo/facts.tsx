import type { ComponentChildren } from 'preact';
import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { counted, formatBytes, formatDateTime } from '../parts/format';

type Fact = readonly [label: string, value: ComponentChildren];

type Facts = readonly (Fact | false | '' | undefined)[];

/** The facts of the record, for people. */
export function Facts({ image }: { readonly image: ImageResponse }) {
  const facts = [...pictureFacts(image), ...cameraFacts(image), ...recordFacts(image)];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Record</h2>
      <dl class="facts">{facts.map((fact) => fact && <Row key={fact[0]} fact={fact} />)}</dl>
    </section>
  );
}

const pictureFacts = (image: ImageResponse): Facts => [
  image.width !== undefined && ['Size', `${image.width} × ${image.height} pixels`],
  image.format && ['Format', image.format.toUpperCase()],
  image.size !== undefined && ['File', formatBytes(image.size)],
  image.frames !== undefined && image.frames > 1 && ['Frames', image.frames.toLocaleString()],
  image.space && ['Colour space', `${image.space}${image.has_alpha ? ', with transparency' : ''}`],
  image.dominant_color && ['Dominant colour', <Swatch key="colour" color={image.dominant_color} />],
];

const cameraFacts = ({ orientation, camera, taken_at: takenAt, has_gps: hasGps }: ImageResponse): Facts => [
  orientation !== undefined && orientation > 1 && ['Orientation', `turned upright (EXIF ${orientation})`],
  camera && ['Camera', camera],
  takenAt && ['Taken', takenAt.replace('T', ' ')],
  hasGps !== undefined && ['Location', hasGps ? 'found in the original, never kept' : 'none'],
];

const recordFacts = (image: ImageResponse): Facts => [
  ['Uploaded', formatDateTime(image.timestamp)],
  image.user_id && ['User', image.user_id],
  image.attempts !== undefined && ['Attempts', counted(image.attempts, 'attempt')],
  image.version_id && ['Version', <code key="version">{image.version_id}</code>],
  image.recipe && ['Recipe', <code key="recipe">{image.recipe}</code>],
  ['Image id', <code key="id">{image.image_id}</code>],
];

function Row({ fact: [label, value] }: { readonly fact: Fact }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Swatch({ color }: { readonly color: string }) {
  return (
    <>
      <span class="swatch" style={{ backgroundColor: color }} aria-hidden="true" /> <code>{color}</code>
    </>
  );
}
