import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { type Agreement, hasAccepted, hasConfirmed, type Signer } from '../model';
import { whenOf } from './DocumentCard';
import { Letter } from './Letter';
import { LevelTag } from './LevelTag';
import styles from './parts.module.css';

/** Who signs, and how far each of them is. */
export function Parties({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('sign');
  return (
    <section aria-labelledby="parties" className={styles.section}>
      <h2 id="parties">{t('parties.title')}</h2>
      <ul className={styles.parties}>
        {agreement.parties.map((party) => (
          <li key={party.id}>
            <p className="c3 t12">
              {party.role}
              {party.place && ` · ${party.place}`}
            </p>
            <h3>{party.name}</h3>
            <ul>
              {party.signers.map((signer) => (
                <SignerRow key={signer.id} agreement={agreement} signer={signer} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {agreement.witnesses.length > 0 && (
        <>
          <h3>{t('parties.witnesses')}</h3>
          <ul className={styles.witnesses}>
            {agreement.witnesses.map(({ id, name, organisation, witnessedAt, me }) => (
              <li key={id}>
                <span>
                  {name}
                  {me && t('parties.you')}
                  {organisation && <span className="c2"> {organisation}</span>}
                </span>
                <small>
                  {witnessedAt ? t('parties.witnessed', { time: whenOf(witnessedAt) }) : t('parties.notYet')}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function SignerRow({ agreement, signer }: { agreement: Agreement; signer: Signer }) {
  const { t } = useTranslation('sign');
  const done = agreement.frozen ? hasConfirmed(signer) : hasAccepted(signer);
  const gone = signer.state === 'replaced';
  return (
    <li className={styles.signer} data-done={done} data-gone={gone}>
      {done ? <Icon name="check" size="s" /> : <i className={styles.ring} aria-hidden="true" />}
      <div>
        <p>
          {signer.position && `${signer.position} `}
          <b>{signer.name}</b>
          {signer.me && t('parties.you')}
        </p>
        <p className="c3 t12">
          {t(`capacity.${signer.capacity}`)}
          {signer.letter && <Letter signer={signer} />}
        </p>
        {gone && signer.reason && <p className="c2">{t('parties.replaced', { reason: signer.reason })}</p>}
      </div>
      <p className={styles.state}>
        {t(`signer.${signer.state}`)}
        {signer.confirmedAt && <small className="c3"> {whenOf(signer.confirmedAt)}</small>}
        {signer.level && <LevelTag level={signer.level} />}
      </p>
    </li>
  );
}
