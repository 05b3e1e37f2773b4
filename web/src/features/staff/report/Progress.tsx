import { useTranslation } from 'react-i18next';

/** How far the building is; it goes on without the page. */
export function Progress({ percent }: { percent: number }) {
  const { t } = useTranslation('report');
  return (
    <section className="rp-progress" aria-live="polite">
      <p>
        <b>{t('state.building', { percent })}</b>
      </p>
      <progress max={100} value={percent} aria-label={t('state.building', { percent })} />
      <p className="st-note">{t('state.buildingText')}</p>
    </section>
  );
}
