import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { lackOf } from '@/lib/media/devices';
import type { CrewMember, ScheduledItem } from './api';
import styles from './rundown.module.css';

/**
 * 人, 画 and 料: whether who presents is here, can be seen and heard, and whether what they show can be shown. A ring is
 * fine, a square is trouble, a grey ring says that nobody has tried.
 */
export function Lights({ item, who }: { item: ScheduledItem; who: CrewMember | undefined }) {
  const { t } = useTranslation('rundown');
  const pictureOf = ({ devices }: Partial<CrewMember> = {}) => {
    if (!devices) return { state: 'none', says: t('light.untried') };
    const lacks = lackOf(devices);
    return lacks ? { state: 'bad', says: t(`light.${lacks}`) } : { state: 'ok', says: t('light.tried') };
  };
  const lights = [
    ...(item.person
      ? [
          {
            word: t('light.person'),
            state: who?.online ? 'ok' : 'bad',
            says: who?.online ? t('light.here') : t('light.away'),
          },
          { word: t('light.picture'), ...pictureOf(who) },
        ]
      : []),
    ...(item.material !== 'none'
      ? [
          {
            word: t('light.material'),
            state: item.material === 'ready' ? 'ok' : 'bad',
            says: t(item.material === 'ready' ? 'light.ready' : 'light.missing'),
          },
        ]
      : []),
  ];
  return (
    <span className={styles.lights}>
      {who?.ready && (
        <span className={styles.light} role="img" aria-label={t('light.said')} title={t('light.said')}>
          <Icon name="check" size="s" />
        </span>
      )}
      {lights.map(({ word, state, says }) => (
        <span key={word} className={styles.light} data-state={state} role="img" aria-label={says} title={says}>
          {word}
        </span>
      ))}
    </span>
  );
}

/** What is missing before an item can start, in words. */
export function useMissing() {
  const { t } = useTranslation('rundown');
  return (item: ScheduledItem, who: CrewMember | undefined): string[] => [
    ...(item.person && !who?.online ? [t('missing.person', { name: who?.name ?? '' })] : []),
    ...(who?.devices && lackOf(who.devices)
      ? [t(`missing.${lackOf(who.devices) ?? 'noPicture'}`, { name: who.name })]
      : []),
    ...(item.material === 'missing' ? [t('missing.material')] : []),
  ];
}
