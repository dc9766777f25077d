import { origins } from '../../lambda/runtime/setting-fields';
import { emailAddress, oneOf, shared } from '../setting-rules';

const NOTIFY_ON = ['all', 'failures'] as const;

/** Who receives e-mails, and which web pages may call the API. */
export const contactSettings = {
  NOTIFICATION_EMAIL: emailAddress.optional().meta({
    allowed: 'an e-mail address',
    description: 'Receives an e-mail about each photo that `NOTIFY_ON` selects.',
    none: 'Nobody is subscribed.',
  }),
  ALERT_EMAIL: emailAddress.optional().meta({
    allowed: 'an e-mail address',
    description: 'Receives an e-mail when an alarm changes state.',
    none: '`NOTIFICATION_EMAIL` receives them.',
  }),
  NOTIFY_ON: oneOf(NOTIFY_ON)
    .default('all')
    .meta({
      allowed: NOTIFY_ON.join(', '),
      description: 'Which photos cause an e-mail: all of them, or only failures.',
    }),
  CORS_ALLOWED_ORIGINS: shared(origins).optional().meta({
    allowed:
      'origins such as https://photos.example.com, http://localhost:5173 or capacitor://localhost, separated by commas, or *',
    description: 'The origins of web pages and web views that may call the API and the buckets.',
    none: 'No web page may call them.',
  }),
};
