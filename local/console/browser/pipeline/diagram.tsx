import { useRef } from 'preact/hooks';
import type { ComponentId, PipelineDiagram } from '../../pipeline-diagram';
import { useViewport } from '../parts/use-viewport';
import { hrefOf } from '../routing/route';
import { type Activity, arrowName } from './activity';
import { EXPLANATIONS } from './explanations';
import { type DiagramLayout, diagramLayout } from './layout';

interface DiagramProps {
  readonly diagram: PipelineDiagram;
  readonly activity: Activity;
  readonly selected: ComponentId | undefined;
}

/** The declared pipeline: a box for each component. Boxes and arrows in use are lit. */
export function Diagram({ diagram, activity, selected }: DiagramProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const { width } = useViewport(canvas);
  const layout =
    width > 0
      ? diagramLayout(
          width,
          diagram.components.map(({ id }) => id),
        )
      : undefined;
  return (
    <div class="diagram" ref={canvas} style={{ height: `${layout?.height ?? 0}px` }}>
      {layout && (
        <>
          <Arrows diagram={diagram} activity={activity} layout={layout} width={width} />
          <ul>
            {diagram.components.map(({ id, name }) => {
              const { x, y, width: boxWidth, height } = layout.boxOf(id);
              const count = activity.counts.get(id) ?? 0;
              return (
                <li key={id}>
                  <a
                    class="box"
                    href={hrefOf({ place: 'pipeline', id })}
                    aria-current={id === selected ? 'true' : undefined}
                    data-lit={activity.boxes.has(id)}
                    data-alarming={activity.alarming.has(id)}
                    style={{ left: `${x}px`, top: `${y}px`, width: `${boxWidth}px`, height: `${height}px` }}
                  >
                    <span class="box-title">{EXPLANATIONS[id].title}</span>
                    <span class="box-service" title={EXPLANATIONS[id].service ?? name}>
                      {EXPLANATIONS[id].service?.replace(/^(Amazon|AWS) /, '') ?? name}
                    </span>
                    {count > 0 && <span class="box-count">{count.toLocaleString()}</span>}
                  </a>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}

interface ArrowsProps {
  readonly diagram: PipelineDiagram;
  readonly activity: Activity;
  readonly layout: DiagramLayout;
  readonly width: number;
}

function Arrows({ diagram, activity, layout, width }: ArrowsProps) {
  return (
    <svg width={width} height={layout.height} aria-hidden="true">
      <defs>
        <marker id="head" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M1 1l5 3-5 3" fill="none" stroke="context-stroke" stroke-width="1.4" />
        </marker>
      </defs>
      {diagram.arrows.map(({ from, to }) => (
        <path
          key={arrowName(from, to)}
          class="arrow"
          d={layout.pathOf(from, to)}
          data-lit={activity.arrows.has(arrowName(from, to))}
          marker-end="url(#head)"
        />
      ))}
    </svg>
  );
}
