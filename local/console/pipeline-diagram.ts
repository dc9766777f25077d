/** The boxes that the pipeline's picture has a place for. What the stacks do not declare is not drawn. */
export const COMPONENT_IDS = [
  'client',
  'source-bucket',
  'uploads-queue',
  'dead-letter-queue',
  'image-processor',
  'processed-bucket',
  'image-metadata-table',
  'event-bus',
  'notification-rules',
  'event-archive',
  'notifications-topic',
  'email',
  'rest-api',
  'image-api',
  'alarms',
  'alerts-topic',
] as const;
export type ComponentId = (typeof COMPONENT_IDS)[number];

export interface ComponentSetting {
  readonly label: string;
  readonly value: string;
}

/** One box: a resource, or a few of a kind. */
export interface Component {
  readonly id: ComponentId;
  /** Its name in this environment, e.g. `image-uploads-dev`. */
  readonly name: string;
  /** As Terraform names it, e.g. `aws_sqs_queue.uploads`; absent for who is outside. */
  readonly address?: string;
  /** The settings worth knowing, from the synthesized stacks. */
  readonly settings: readonly ComponentSetting[];
}

export interface Arrow {
  readonly from: ComponentId;
  readonly to: ComponentId;
  /** The messages or events on the arrow, e.g. `ObjectCreated:*`. */
  readonly label: string;
}

export interface PipelineDiagram {
  readonly components: readonly Component[];
  readonly arrows: readonly Arrow[];
}
