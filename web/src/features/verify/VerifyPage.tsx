import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
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

function Result({ report }: { report: Report }) {
  return (
    <>
      <Verdict report={report} />
      <Signatures signatures={report.signatures} />
      <Findings findings={report.findings} />
      <Timeline steps={report.timeline} />
    </>
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
