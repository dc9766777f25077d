import type { PartFlow, PartId } from '../../plan/topology/parts';

/** A box of the diagram. */
export type ComponentId = PartId;

export interface ComponentSetting {
  readonly label: string;
  readonly value: string;
}

/** One box: a resource, or several of one kind. */
export interface Component {
  readonly id: ComponentId;
  /** Its name in this environment, e.g. `image-uploads-dev`. */
  readonly name: string;
  /** As Terraform names it, e.g. `aws_sqs_queue.uploads`; absent for people and clients. */
  readonly address?: string;
  /** The settings worth knowing, from the synthesized stacks. */
  readonly settings: readonly ComponentSetting[];
}

/** An arrow, from one box to another. */
export type Arrow = PartFlow;

export interface PipelineDiagram {
  readonly components: readonly Component[];
  readonly arrows: readonly Arrow[];
}
