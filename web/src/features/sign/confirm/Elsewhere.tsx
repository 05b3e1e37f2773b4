import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Icon } from '@/components/Icon';
import { QrCode } from '@/components/QrCode';
import { insideApp } from '@/lib/signing/browser';
import styles from './confirm.module.css';

/** Going on in the system's browser or on another device: the address to copy, and a code to scan. */
export function Elsewhere({ agreement, onClose }: { agreement: string; onClose: () => void }) {
  const { t } = useTranslation('sign');
  const [copied, setCopied] = useState<boolean>();
  const address = `${location.origin}/sign/${agreement}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      setCopied(false); // the address stands there to be marked by hand
    }
  };
  return (
    <Dialog title={t('elsewhere.title')} onClose={onClose}>
      <p>{insideApp() === 'wechat' ? t('elsewhere.wechat') : t('elsewhere.browser')}</p>
      <p className={styles.address}>{address}</p>
      <Button wide onClick={() => void copy()}>
        <Icon name="copy" size="s" />
        {t('elsewhere.copy')}
      </Button>
      <p role="status" className={copied === undefined ? 'sr' : undefined}>
        {copied && t('elsewhere.copied')}
        {copied === false && t('elsewhere.byHand')}
      </p>
      <figure className={styles.qr}>
        <QrCode text={address} label={t('elsewhere.qr')} />
        <figcaption>{t('elsewhere.scan')}</figcaption>
      </figure>
    </Dialog>
  );
}
