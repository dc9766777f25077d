import type { Mail } from '../../twin-view';
import { Empty } from '../parts/empty';
import { Fact } from '../parts/fact';
import { counted, formatDateTime, formatTime } from '../parts/format';
import { PageHeading } from '../parts/page-heading';
import { hrefOf } from '../routing/route';
import { useConsole } from '../state/console-context';

const SHOWN = 100;

/** The e-mails that AWS would have sent, as they would arrive. */
export function OutboxView({ selected }: { readonly selected: string | undefined }) {
  const { mails, info } = useConsole().state;
  const chosen = mails.find(({ id }) => id === selected);
  const mail = chosen ?? mails[0];
  return (
    <>
      <PageHeading title="Outbox" lead="No mail leaves this machine. Here is each one as it would arrive." />
      {mail && info.recipients.length === 0 && <NoRecipients />}
      {selected && !chosen && (
        <p class="hint notice">This mail no longer exists. The twin keeps the latest mails until it stops.</p>
      )}
      {mail ? (
        <div class="outbox" data-chosen={chosen !== undefined}>
          <nav aria-label="Mails">
            <ol class="mail-list">
              {mails.slice(0, SHOWN).map((each) => (
                <li key={each.id}>
                  <a
                    href={hrefOf({ place: 'outbox', id: each.id })}
                    aria-current={each === mail ? 'true' : undefined}
                  >
                    <span class="mail-opening" title={openingOf(each)}>
                      {openingOf(each)}
                    </span>
                    <span class="meta">
                      {recipientOf(each)} · {formatTime(each.at)}
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
        <NoMail />
      )}
    </>
  );
}

/**
 * The first line of a mail for the list, because SNS gives all mails of a rule the same subject. EventBridge's quotes
 * around the line are removed.
 */
const openingOf = ({ body, subject }: Mail): string =>
  body
    .trim()
    .split('\n', 1)[0]
    ?.replace(/^"(.*)"$/, '$1') || subject;

const recipientOf = ({ to }: Mail): string => to || 'nobody yet';

function Letter({ mail }: { readonly mail: Mail }) {
  return (
    <article class="letter" aria-label={mail.subject}>
      <a class="back" href={hrefOf({ place: 'outbox' })}>
        <span aria-hidden="true">←</span> All mails
      </a>
      <header>
        <h2>{mail.subject}</h2>
        <dl>
          <Fact label="From">{mail.from}</Fact>
          <Fact label="To">{recipientOf(mail)}</Fact>
          <Fact label="Sent">{formatDateTime(mail.at)}</Fact>
          <Fact label="Topic">{mail.topic}</Fact>
        </dl>
      </header>
      <p class="letter-body">{mail.body}</p>
    </article>
  );
}

function NoRecipients() {
  return (
    <p class="hint notice">
      Nobody has subscribed, so AWS would send these to nobody. Start Darkroom with an address:{' '}
      <code>NOTIFICATION_EMAIL=you@example.com npm start</code>
    </p>
  );
}

function NoMail() {
  return (
    <Empty title="No mail yet">
      <p>Upload a photo. The mail about it arrives here a moment later.</p>
    </Empty>
  );
}
