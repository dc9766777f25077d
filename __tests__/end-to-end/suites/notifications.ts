import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Mail } from '../../../local/notifications/outbox';
import { type Deployment, describeOnTwin } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

/** People receive an e-mail about each photo. */
export function describeNotifications(opened: () => Deployment): void {
  describeOnTwin('the outbox (needs a local twin)', () => {
    it('has a mail in sentences for a completed, a failed and a deleted photo', async () => {
      const deployment = opened();
      await deployment.process('uploads/told.jpg', await jpegPhoto());
      await deployment.process('uploads/broken.jpg', Buffer.from('no photo at all'));
      await deployment.remove('uploads/told.jpg');
      expect(await mailAbout(deployment, 'Your photo told.jpg is ready.')).toMatchObject({
        topic: topicNameOf(deployment),
        subject: 'AWS Notification Message',
      });
      await mailAbout(deployment, 'Your photo broken.jpg could not be processed.');
      await mailAbout(deployment, 'Your photo told.jpg was deleted');
    });

    it('has a mail for an event that a client publishes', async () => {
      const deployment = opened();
      const events = new EventBridgeClient(deployment.configuration);
      const answer = await events.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: deployment.outputs.event_bus_arn,
              Source: 'image.processing',
              DetailType: 'Image Deleted',
              Detail: JSON.stringify({ displayName: 'by-hand.jpg', bucket: 'b', imageId: 'i' }),
            },
            { EventBusName: 'no-such-bus', Source: 's', DetailType: 't', Detail: '{}' },
          ],
        }),
      );
      events.destroy();
      expect(answer.FailedEntryCount).toBe(1);
      await mailAbout(deployment, 'Your photo by-hand.jpg was deleted');
    });
  });
}

const topicNameOf = ({ outputs }: Deployment): string | undefined =>
  outputs.notifications_topic_arn.split(':').at(-1);

async function mailAbout(deployment: Deployment, sentence: string): Promise<Mail> {
  const end = Date.now() + 10_000;
  for (;;) {
    const mails = await deployment.report<Mail[]>('outbox');
    const mail = mails.find(({ body }) => body.includes(sentence));
    if (mail) return mail;
    if (Date.now() > end) throw new Error(`No mail says "${sentence}" but ${mails.map(({ body }) => body)}`);
    await sleep(50);
  }
}
