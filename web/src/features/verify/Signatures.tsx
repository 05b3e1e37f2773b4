import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { LevelTag } from '@/features/sign/parts/LevelTag';
import { momentOf, type Signature } from './model';
import styles from './verify.module.css';

/** Who signed, for whom, when and how; the time is the authority's. */
export function Signatures({ signatures }: { signatures: Signature[] }) {
  const { t } = useTranslation('verify');
  if (signatures.length === 0) return null;
  return (
    <section aria-labelledby="signatures">
      <h2 id="signatures">{t('signatures.title')}</h2>
      <ul className={styles.rows}>
        {signatures.map((signature) => (
          <li key={signature.field} className={styles.row} data-tone={signature.valid ? 'ok' : 'bad'}>
            <Icon name={signature.valid ? 'check' : 'warning'} />
            <div>
              <p className="c3 t12">{signature.role_text}</p>
              <h3>{signature.organisation || signature.name || signature.issuer || signature.field}</h3>
              {signature.organisation && <p>{signature.name}</p>}
              {signature.id && <p className="code c3">{signature.id}</p>}
            </div>
            <div className={styles.end}>
              <p>{t(signature.valid ? 'signatures.valid' : 'signatures.bad')}</p>
              {signature.at && <p className="c3 t12">{momentOf(signature.at)}</p>}
              {signature.level && <LevelTag level={signature.level} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
