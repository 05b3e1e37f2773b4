import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { byWeight, type Finding } from './model';
import styles from './verify.module.css';

const icons = { good: 'check', warn: 'help', bad: 'warning' } as const;
const tones = { good: 'ok', warn: 'warn', bad: 'bad' } as const;

/** Everything found out, in the verifier's own sentences, with the stable name of each. */
export function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation('verify');
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{t('findings.title')}</h2>
      <ul className={styles.rows}>
        {byWeight(findings).map(({ code, severity, where, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be found twice, and the list never changes
          <li key={at} className={styles.row} data-tone={tones[severity]}>
            <Icon name={icons[severity]} />
            <div>
              <p>
                <span className="sr">{t(`findings.${severity}`)}</span>
                {text}
              </p>
              <p className="code c3" lang="">
                {where ? `${code} · ${where}` : code}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
