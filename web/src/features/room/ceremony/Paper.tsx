import { useTranslation } from 'react-i18next';
import type { Agreement, AgreementParty } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import { useRoomPlace } from '../session';
import { Page } from '../stage/Page';
import { isOpen, progressOf, shortDigest, signerOf } from './agreement';
import styles from './document.module.css';
import { Seal } from './Seal';

/** One page as a document of its own; only those that were let out can be had. */
export function pageUrl(room: string, agreement: string, page: number): string {
  return `/api/v1/rooms/${encodeURIComponent(room)}/agreements/${encodeURIComponent(agreement)}/pages/${page}`;
}

/** The paper that is being signed: its page when it was let out, else its cover; the fields, and the seal. */
export function Paper({ agreement: a, page, small = false }: { agreement: Agreement; page: number; small?: boolean }) {
  const { t, i18n } = useTranslation('ceremony');
  const { id } = useRoomPlace();
  const title = inLanguage(a.title, i18n.language);
  const pages = a.pages ?? 0;
  const down = a.state === 'released';
  const open = isOpen(a, page);
  // An open page has the empty fields itself; who signed is not written there until it is delivered.
  const fields = !small && (!open || a.parties.some((party) => progressOf(party) === 'sealed'));
  return (
    <article className={styles.paper} data-theme="paper" data-small={small || undefined}>
      {open ? (
        <div className={styles.sheet} tabIndex={small ? undefined : 0} key={page}>
          <div className={styles.page}>
            <Page url={pageUrl(id, a.agreement, page)} page={1} label={t('paper.page', { title, page, pages })} />
          </div>
        </div>
      ) : (
        <div className={styles.cover}>
          <h2>{title}</h2>
          {pages > 0 && <p className={styles.count}>{t('paper.count', { page, pages })}</p>}
          <Lines />
          <p className={styles.private}>{t('paper.private')}</p>
        </div>
      )}
      {fields && (
        <div className={styles.fields}>
          {a.parties.map((party) => (
            <SignatureField key={party.id} party={party} />
          ))}
        </div>
      )}
      <div className={styles.ghost} data-over={fields ? 'fields' : undefined}>
        <Seal key={a.agreement} down={down} />
      </div>
      {a.digest && (
        <footer className={styles.foot}>
          <span>
            {t('paper.digest')} <code>{shortDigest(a.digest)}</code>
          </span>
          <span>{t('paper.at', { page, pages })}</span>
        </footer>
      )}
    </article>
  );
}

/** Before everybody has confirmed no signature is drawn. */
function SignatureField({ party }: { party: AgreementParty }) {
  const { t } = useTranslation('ceremony');
  const sealed = progressOf(party) === 'sealed';
  return (
    <div className={styles.field} data-sealed={sealed || undefined}>
      <span>{sealed ? signerOf(party)?.name : t('paper.field')}</span>
      <b>{party.role}</b>
      <small className="clip">{party.name}</small>
    </div>
  );
}

/** Where the words of a private page would be. */
function Lines() {
  return (
    <svg className={styles.lines} viewBox="0 0 320 132" preserveAspectRatio="none" aria-hidden="true">
      {[320, 320, 250, 320, 320, 180, 320, 290].map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <path key={row} d={`M${row % 3 === 0 ? 24 : 0} ${row * 17 + 6}H${width}`} />
      ))}
    </svg>
  );
}
