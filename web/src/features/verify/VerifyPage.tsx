import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Fingerprint } from '@/features/sign/parts/Fingerprint';
import { formatSize } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { Anchors } from './Anchors';
import { canVerify, largest } from './engine';
import { Findings } from './Findings';
import { Frame } from './Frame';
import type { Report } from './model';
import { Offline } from './Offline';
import { Picker } from './Picker';
import { Signatures } from './Signatures';
import { Timeline } from './Timeline';
import { useVerifier } from './useVerifier';
import { Verdict } from './Verdict';
import styles from './verify.module.css';

/** Judges a signed document or an evidence package where it is: nothing of it leaves the device. */
export function VerifyPage() {
  const { t } = useTranslation('verify');
  useTitle(t('title'));
  return (
    <Frame>
      <header className={styles.head}>
        <h1>{t('title')}</h1>
        <p className="t16 c2">{t('promise')}</p>
      </header>
      {canVerify() ? <Desk /> : <Notice tone="warn">{t('unsupported')}</Notice>}
    </Frame>
  );
}

function Desk() {
  const { t } = useTranslation('verify');
  const { program, anchors, own, setOwn, verdict, tooLarge, file, ready, choose } = useVerifier();
  const report = verdict.data;
  return (
    <div className={styles.columns}>
      <div>
        <Picker ready={ready} file={file} onChoose={choose} />
        {program.isError && (
          <Notice tone="bad" action={<Button onClick={() => void program.refetch()}>{t('retry')}</Button>}>
            {t('failed.program')}
          </Notice>
        )}
        {tooLarge && <Notice tone="bad">{t('failed.large', { size: formatSize(largest) })}</Notice>}
        {verdict.isError && (
          <Notice tone="bad" action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}>
            {t('failed.verify')}
          </Notice>
        )}
        {verdict.isLoading && (
          <p role="status" className={styles.working}>
            {t('working')}
          </p>
        )}
        {report && <Result report={report} />}
        {!file && <Checks />}
      </div>
      <aside>
        {report?.document && (
          <Side title={t('fingerprint.title')} text={t('fingerprint.text')}>
            <Fingerprint digest={report.document.sha256} />
          </Side>
        )}
        <Anchors anchors={anchors} own={own} onOwn={setOwn} judgedBy={report?.anchors} />
        <Offline pem={own?.pem ?? anchors.data?.pem} />
      </aside>
    </div>
  );
}

/** What is wrong comes before who signed; in a good file it is the other way round. */
function Result({ report }: { report: Report }) {
  const findings = <Findings findings={report.findings} />;
  return (
    <>
      <Verdict report={report} />
      {report.verdict === 'verdict.invalid' && findings}
      <Signatures signatures={report.signatures} />
      {report.verdict !== 'verdict.invalid' && findings}
      <Timeline steps={report.timeline} />
    </>
  );
}

const checks = ['whole', 'signed', 'confirmed', 'recorded'] as const;

/** What is going to be looked at, while there is no file yet. */
function Checks() {
  const { t } = useTranslation('verify');
  return (
    <section className={styles.checks} aria-labelledby="checks">
      <h2 id="checks">{t('checks.title')}</h2>
      <ul>
        {checks.map((check) => (
          <li key={check} className={styles.row}>
            <Icon name="search" size="s" />
            <p>{t(`checks.${check}`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Side({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className={styles.side}>
      <h2>{title}</h2>
      <p className="c2">{text}</p>
      {children}
    </section>
  );
}
