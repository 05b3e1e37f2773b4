import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { FieldError } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { Fingerprint } from '@/features/sign/parts/Fingerprint';
import { closePage, isClosed } from './close';
import type { Anchor } from './model';
import type { OwnRoots, useVerifier } from './useVerifier';
import styles from './verify.module.css';

interface AnchorsProps {
  anchors: ReturnType<typeof useVerifier>['anchors'];
  own: OwnRoots | undefined;
  onOwn: (own: OwnRoots | undefined) => void;
  /** What the verifier itself read and judged by; before a file is in hand, what the platform names. */
  judgedBy: Anchor[] | undefined;
}

const certificate = '-----BEGIN CERTIFICATE-----';

/** Whom the verdict rests on, to be compared with fingerprints from elsewhere or replaced by the reader's own. */
export function Anchors({ anchors, own, onOwn, judgedBy }: AnchorsProps) {
  const { t } = useTranslation('verify');
  const [wrong, setWrong] = useState(false);
  const list = judgedBy ?? (own ? [] : (anchors.data?.list ?? []));
  const take = async (file: File) => {
    closePage();
    const pem = await file.text();
    setWrong(!pem.includes(certificate));
    if (pem.includes(certificate)) onOwn({ name: file.name, pem });
  };
  return (
    <section className={styles.side} aria-labelledby="anchors">
      <h2 id="anchors">{t('anchors.title')}</h2>
      <p className="c2">{own ? t('anchors.own', { name: own.name }) : t('anchors.text')}</p>
      {!own && anchors.data?.pilot && <Notice tone="warn">{t('anchors.pilot')}</Notice>}
      {!own && anchors.isError && (
        <Notice
          tone="warn"
          action={!isClosed() && <Button onClick={() => void anchors.refetch()}>{t('retry')}</Button>}
        >
          {t('anchors.failed')}
        </Notice>
      )}
      <ul>
        {list.map(({ name, sha256, sm2 }) => (
          <li key={sha256}>
            <h3>
              {name}
              {sm2 && <span className="c3"> {t('anchors.sm2')}</span>}
            </h3>
            <Fingerprint digest={sha256} />
          </li>
        ))}
      </ul>
      <p className={styles.acts}>
        <label className="btn soft s">
          {t('anchors.choose')}
          <input
            className="sr"
            type="file"
            accept=".pem,.crt,.cer"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void take(file);
            }}
          />
        </label>
        {own && (
          <Button variant="quiet" size="s" onClick={() => onOwn(undefined)}>
            {t('anchors.platforms')}
          </Button>
        )}
      </p>
      {wrong && <FieldError>{t('anchors.wrong')}</FieldError>}
    </section>
  );
}
