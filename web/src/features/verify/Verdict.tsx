import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { momentOf, type Report, toneOf } from './model';
import styles from './verify.module.css';

const icons = { ok: 'check', warn: 'help', bad: 'warning' } as const;

/** The one sentence, what it is about, and the document's fingerprint. */
export function Verdict({ report }: { report: Report }) {
  const { t } = useTranslation('verify');
  const heading = useRef<HTMLHeadingElement>(null);
  const tone = toneOf(report);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file's verdict is another thing to hear of
  useEffect(() => heading.current?.focus(), [report.sha256, report.verdict]);
  const about = [
    report.document?.title,
    t(`kind.${report.kind}`),
    report.document?.pages && t('pages', { count: report.document.pages }),
  ].filter(Boolean);
  return (
    <section className={styles.verdict} data-tone={tone} aria-labelledby="verdict">
      <Icon name={icons[tone]} />
      <div>
        <h2 id="verdict" className="phrase" ref={heading} tabIndex={-1}>
          {report.text}
        </h2>
        <p className="c2">{about.join(' · ')}</p>
        <p className="c3 t12">
          <span lang="">{report.name}</span> · {t('checked', { time: momentOf(report.checked) })}
        </p>
      </div>
      <Button variant="soft" onClick={() => print()}>
        <Icon name="print" size="s" />
        {t('print')}
      </Button>
    </section>
  );
}
