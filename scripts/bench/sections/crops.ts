import { cropAround } from '../../../lambda/domain/previews/focal-point';
import { type Area, planPreview } from '../../../lambda/domain/previews/preview-dimensions';
import { attentionOf, busiestCrop, smallCopyOf } from '../../../lambda/domain/previews/salience';
import { type SceneWithSubject, sceneWithSubject } from '../../../photo-generators/scene-with-subject';
import type { Finding } from '../report/finding';
import type { Bench } from './section';

const SCENES = 120;
const BOX = { width: 150, height: 150 };

const HOW = `${SCENES} generated scenes of 480x320 and 320x480 pixels, each with one person at a random place along the longer
side, before a meadow, the sea, a street, dunes, a sunrise or a city at night. Each is cropped to a square, which keeps two
thirds. A head is *kept* if all of it is in the crop.`;

type Position = 'centre' | 'attention' | 'entropy';

/** Returns the number of heads that each position keeps. */
export async function keptHeads(scenes = SCENES): Promise<Readonly<Record<Position, number>>> {
  const kept = { centre: 0, attention: 0, entropy: 0 };
  for (let number = 0; number < scenes; number += 1) {
    const scene = sceneWithSubject(number, number % 2 === 0 ? [480, 320] : [320, 480]);
    for (const [position, crop] of Object.entries(await cropsOf(scene))) {
      if (hasHead(crop, scene)) kept[position as Position] += 1;
    }
  }
  return kept;
}

async function cropsOf({ canvas }: SceneWithSubject): Promise<Readonly<Record<Position, Area>>> {
  const plan = planPreview(canvas, BOX, 'cover');
  const small = await smallCopyOf({ ...canvas, frames: 1 });
  return {
    centre: plan.crop,
    attention: cropAround(plan, await attentionOf(small)),
    entropy: await busiestCrop(small, plan),
  };
}

function hasHead(crop: Area, { canvas: { width, height }, subject }: SceneWithSubject): boolean {
  const { scaled } = planPreview({ width, height }, BOX, 'cover');
  const radius = 0.45 * subject.reach * scaled.height;
  const [x, y] = [subject.x * scaled.width, subject.y * scaled.height];
  return (
    x - radius >= crop.left &&
    x + radius <= crop.left + crop.width &&
    y - radius >= crop.top &&
    y + radius <= crop.top + crop.height
  );
}

export async function measure({ progress }: Bench): Promise<Finding> {
  progress('Crops');
  const kept = await keptHeads();
  const share = (count: number) => `${Math.round((100 * count) / SCENES)} %`;
  return {
    how: HOW,
    tables: [
      {
        columns: ['position', 'heads kept'],
        rows: Object.entries(kept).map(([position, count]) => [position, share(count)]),
      },
    ],
    goals: [
      {
        what: 'Heads kept by attention, against the centre',
        reached: kept.attention / Math.max(1, kept.centre),
        limit: 1,
        atLeast: true,
      },
    ],
    remarks: [
      'These scenes are generated, and simpler than photos. A crop around `focus` always keeps the point that it names.',
    ],
  };
}
