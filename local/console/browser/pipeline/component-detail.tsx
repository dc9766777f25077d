import type { Component, ComponentId, PipelineDiagram } from '../../pipeline-diagram';
import { Fact } from '../parts/fact';
import { counted } from '../parts/format';
import { hrefOf } from '../routing/route';
import { EXPLANATIONS } from './explanations';
import { STATION_PAGES } from './station-pages';

interface ComponentDetailProps {
  readonly component: Component;
  readonly diagram: PipelineDiagram;
  /** The number of messages in a queue now. */
  readonly count: number | undefined;
}

/** The description of one box: its service, its purpose here and its settings. */
export function ComponentDetail({ component, diagram, count }: ComponentDetailProps) {
  const { title, service, what, here } = EXPLANATIONS[component.id];
  const page = STATION_PAGES[component.id];
  const from = diagram.arrows.filter(({ to }) => to === component.id);
  const to = diagram.arrows.filter(({ from: start }) => start === component.id);
  return (
    <section class="component" aria-labelledby="component" aria-live="polite">
      <div>
        <h2 id="component">{title}</h2>
        {service && <p class="meta">{service}</p>}
        <p>{what}</p>
        <p>
          <strong>Here:</strong> {here}
        </p>
        {count !== undefined && (
          <p>
            <strong>Now:</strong> {counted(count, 'message')}.
          </p>
        )}
        {page && (
          <p>
            <a href={hrefOf({ place: page.place })}>{page.text}</a>
          </p>
        )}
      </div>
      <dl class="facts">
        <Fact label="Name">
          <code>{component.name}</code>
        </Fact>
        {component.address && (
          <Fact label="In Terraform">
            <code>{component.address}</code>
          </Fact>
        )}
        {component.settings.map(({ label, value }) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
        {from.map((arrow) => (
          <Fact key={`from ${arrow.from}`} label="Incoming">
            {arrow.label} from <BoxLink id={arrow.from} />
          </Fact>
        ))}
        {to.map((arrow) => (
          <Fact key={`to ${arrow.to}`} label="Outgoing">
            {arrow.label} to <BoxLink id={arrow.to} />
          </Fact>
        ))}
      </dl>
    </section>
  );
}

const BoxLink = ({ id }: { readonly id: ComponentId }) => (
  <a href={hrefOf({ place: 'pipeline', id })}>{EXPLANATIONS[id].title}</a>
);
