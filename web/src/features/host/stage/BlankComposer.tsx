import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../host.module.css';
import type { ComposerProps } from './composers';

const body = { kind: 'blank', data: {} };

export function BlankComposer({ onChange }: ComposerProps) {
  const { t } = useTranslation('host');
  useEffect(() => onChange({ kind: 'blank', body }), [onChange]);
  return <p className={styles.small}>{t('compose.blankText')}</p>;
}
