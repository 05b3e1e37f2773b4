import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import type { Device } from '@/lib/media/kit';
import styles from './backstage.module.css';

interface ChoiceProps {
  kind: 'camera' | 'microphone';
  device: Device;
  found: readonly MediaDeviceInfo[];
  onChoose: (id: string | undefined) => void;
  children?: ReactNode;
}

/** Which of several devices; and when it does not work, what to do about it. */
export function Choice({ kind, device, found, onChoose, children }: ChoiceProps) {
  const { t } = useTranslation('media');
  return (
    <div className={styles.choice}>
      <Field label={t(`${kind}.label`)}>
        <Select
          value={device.id ?? ''}
          disabled={found.length === 0}
          onChange={(event) => onChoose(event.target.value)}
        >
          {found.length === 0 && <option value="">{t(`${kind}.none`)}</option>}
          {found.map(({ deviceId, label }, at) => (
            <option key={deviceId} value={deviceId}>
              {label || t(`${kind}.nth`, { number: at + 1 })}
            </option>
          ))}
        </Select>
      </Field>
      {children}
      {device.problem && (
        <Notice
          tone="warn"
          action={
            <Button size="s" onClick={() => onChoose(undefined)}>
              {t('device.again')}
            </Button>
          }
        >
          <b>{t(`${kind}.failed`)}</b> {t(`device.${device.problem}`)}
        </Notice>
      )}
    </div>
  );
}
