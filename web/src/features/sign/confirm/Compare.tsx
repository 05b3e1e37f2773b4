import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { Fingerprint } from '../parts/Fingerprint';

interface CompareProps {
  digest: string;
  onAlike: () => void;
  onClose: () => void;
}

/** The fingerprint as this device computed it, to be held against the hall's screen. */
export function Compare({ digest, onAlike, onClose }: CompareProps) {
  const { t } = useTranslation('sign');
  const [differs, setDiffers] = useState(false);
  return (
    <Dialog
      title={t('compare.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => setDiffers(true)}>{t('compare.differs')}</Button>
          <Button variant="primary" onClick={onAlike}>
            {t('compare.alike')}
          </Button>
        </>
      }
    >
      <p>{t('compare.text')}</p>
      <Fingerprint digest={digest} />
      {differs && <Notice tone="bad">{t('compare.stop')}</Notice>}
    </Dialog>
  );
}
