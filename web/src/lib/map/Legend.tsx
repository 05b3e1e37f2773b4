import { useTranslation } from 'react-i18next';
import { type UseGroup, useColours, useGroups } from './uses';

/** Which colour stands for which use: only the uses that are there. */
export function Legend({ groups }: { groups: readonly UseGroup[] }) {
  const { t } = useTranslation('map');
  const there = useGroups.filter((group) => groups.includes(group));
  if (there.length === 0) return null;
  return (
    <ul className="map-legend" aria-label={t('legend')}>
      {there.map((group) => (
        <li key={group}>
          <i style={{ background: useColours[group] }} />
          {t(`use.${group}`)}
        </li>
      ))}
    </ul>
  );
}
