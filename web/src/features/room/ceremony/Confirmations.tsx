import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag } from '@/components/Tag';
import type { Agreement, AgreementLine } from '@/lib/room/types';
import { exactTime } from '../clock';
import { groupsOf, hasConfirmed, isWeaker } from './agreement';
import styles from './panel.module.css';

/** A light for each party, and the seal that waits for all of them. */
export function Confirmations({ agreement: { parties, state } }: { agreement: Agreement }) {
  const { t } = useTranslation('ceremony');
  const said = parties.filter(hasConfirmed).length;
  const sealed = state === 'released';
  return (
    <section className={styles.card} aria-label={t('confirm.title')}>
      <h2>
        {t('confirm.title')}
        <span>
          {said} / {parties.length}
        </span>
      </h2>
      <ul className={styles.lights}>
        {parties.map((party) => {
          const lit = hasConfirmed(party);
          return (
            <li key={party.id} data-lit={lit || undefined}>
              <i>{lit && <Icon name="check" />}</i>
              <span>{party.place || party.role}</span>
              <span className="sr">{t(lit ? 'progress.confirmed' : 'progress.waiting')}</span>
              {isWeaker(party) && <Tag tone="warn">{t('weaker')}</Tag>}
            </li>
          );
        })}
        <li data-seal={sealed ? 'down' : 'waits'}>
          <i>
            <Icon name={sealed ? 'check' : 'lock'} />
          </i>
          <span>{t(sealed ? 'confirm.sealed' : 'confirm.seal')}</span>
        </li>
      </ul>
    </section>
  );
}

const mostLines = 12;

/** What happened, line by line; each is in the chain of evidence. */
export function Chain({ agreement: { lines, state } }: { agreement: Agreement }) {
  const { t } = useTranslation('ceremony');
  const shown = lines.slice(-mostLines);
  return (
    <section className={styles.card} aria-label={t('chain.title')}>
      <h2>
        {t('chain.title')}
        <span>{t('chain.each')}</span>
      </h2>
      <ol className={styles.chain}>
        {shown.map((line) => (
          <Line key={`${line.at} ${line.kind} ${line.who ?? ''}`} line={line} />
        ))}
        <li data-next>
          <span>{t(state === 'released' ? 'chain.sent' : 'chain.later')}</span>
          <span>{t(state === 'released' ? 'chain.delivered' : 'chain.deliver')}</span>
        </li>
      </ol>
    </section>
  );
}

const known = ['frozen', 'confirmed', 'withdrawn', 'replaced', 'sealed', 'released', 'witnessed', 'voided', 'expired'];

function Line({ line: { at, kind, who = '', level } }: { line: AgreementLine }) {
  const { t } = useTranslation('ceremony');
  const word = known.includes(kind) ? (kind as 'frozen') : 'other';
  const way = kind === 'confirmed' ? t(level === 'code' ? 'chain.byCode' : 'chain.byPasskey', { who }) : undefined;
  return (
    <li data-kind={kind}>
      <time dateTime={at}>{exactTime(at)}</time>
      <span>
        {way ?? t(`chain.${word}`, { who })}
        {kind === 'confirmed' && level === 'code' && <Tag tone="warn">{t('weaker')}</Tag>}
      </span>
    </li>
  );
}

/** Large enough to be read aloud: the same on every screen, or it is not the same text. */
export function DigestCard({ digest }: { digest: string }) {
  const { t } = useTranslation('ceremony');
  return (
    <section className={styles.card} aria-label={t('digest.title')}>
      <h2>{t('digest.title')}</h2>
      <p className={styles.digest} data-testid="digest">
        {groupsOf(digest).map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group may come twice
          <span key={at}>{group} </span>
        ))}
      </p>
      <p className={styles.note}>{t('digest.same')}</p>
    </section>
  );
}
