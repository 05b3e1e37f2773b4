import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import { parcelQuery } from './api';
import { mostCompared, useCompared } from './compare';
import './compare.css';

/** What is chosen to be compared, at the foot of the page; up to four, and the way to see them side by side. */
export function CompareTray() {
  const { t } = useTranslation('land');
  const { ids, toggle, clear } = useCompared();
  const found = useQueries({ queries: ids.map((id) => ({ ...parcelQuery(id), staleTime: 60_000 })) });
  if (ids.length === 0) return null;
  return (
    <section className="tray" aria-label={t('compare.title')}>
      <div className="tray-in">
        <h2>
          {t('compare.title')}
          <span>{t('compare.of', { count: ids.length, most: mostCompared })}</span>
        </h2>
        <ul>
          {ids.map((id, index) => {
            const parcel = found[index]?.data;
            const name = parcel ? inLanguage(parcel.name) : '…';
            return (
              <li key={id}>
                <Link to="/parcels/$parcel" params={{ parcel: id }} className="clip">
                  {name}
                </Link>
                <Button
                  icon
                  size="s"
                  variant="quiet"
                  aria-label={t('compare.drop', { name })}
                  onClick={() => toggle(id)}
                >
                  <Icon name="close" size="s" />
                </Button>
              </li>
            );
          })}
        </ul>
        <Button variant="quiet" className="tray-clear" onClick={clear}>
          {t('compare.clear')}
        </Button>
        <Link className="btn pri" to="/parcels/compare" search={{ ids: ids.join(',') }} disabled={ids.length < 2}>
          <Icon name="columns" />
          {t('compare.look')}
        </Link>
      </div>
    </section>
  );
}
