import type { Mail } from '../../twin-view';
import { useConsole } from '../console-context';
import { Empty } from '../parts/empty';
import { counted, formatDateTime, formatTime } from '../parts/format';
import { PageHeading } from '../parts/page-heading';
import { hrefOf } from '../route';

const SHOWN = 100;

/** The e-mails that would have been sent, as they would arrive. */
export function OutboxView({ selected }: { readonly selected: string | undefined }) {
  const { mails, info } = useConsole().state;
  const mail = mails.find(({ id }) => id === selected) ?? mails[0];
  return (
    <>
      <PageHeading title="Outbox" lead="No mail leaves this machine. Here is each one as it would arrive." />
      {mail ? (
        <div class="outbox">
          <nav aria-label="Mails">
            <ol class="mail-list">
              {mails.slice(0, SHOWN).map((each) => (
                <li key={each.id}>
                  <a
                    href={hrefOf({ place: 'outbox', id: each.id })}
                    aria-current={each === mail ? 'true' : undefined}
                  >
                    <span class="mail-opening">{openingOf(each)}</span>
                    <span class="meta">
                      {each.to} · {formatTime(each.at)}
                    </span>
                  </a>
                </li>
              ))}
            </ol>
            {mails.length > SHOWN && (
              <p class="hint">
                The latest {SHOWN} of {counted(mails.length, 'mail')}.
              </p>
            )}
          </nav>
          <Letter mail={mail} />
        </div>
      ) : (
        <NoMail hasRecipients={info.recipients.length > 0} />
      )}
    </>
  );
}

/** SNS gives all mails of a rule the same subject, so the list shows how each begins. */
const openingOf = ({ body, subject }: Mail): string => body.trim().split('\n', 1)[0] || subject;

function Letter({ mail }: { readonly mail: Mail }) {
  return (
    <article class="letter" aria-label={mail.subject}>
      <header>
        <h2>{mail.subject}</h2>
        <dl>
          <div>
            <dt>From</dt>
            <dd>{mail.from}</dd>
          </div>
          <div>
            <dt>To</dt>
            <dd>{mail.to}</dd>
          </div>
          <div>
            <dt>Sent</dt>
            <dd>{formatDateTime(mail.at)}</dd>
          </div>
          <div>
            <dt>Topic</dt>
            <dd>{mail.topic}</dd>
          </div>
        </dl>
      </header>
      <p class="letter-body">{mail.body}</p>
    </article>
  );
}

function NoMail({ hasRecipients }: { readonly hasRecipients: boolean }) {
  return (
    <Empty title="No mail yet">
      {hasRecipients ? (
        <p>Drop a photo on this page. The news of it arrives here a moment later.</p>
      ) : (
        <p>
          Nobody has subscribed. Start Darkroom with an address to see what it would be sent:{' '}
          <code>NOTIFICATION_EMAIL=you@example.com npm start</code>
        </p>
      )}
    </Empty>
  );
}
