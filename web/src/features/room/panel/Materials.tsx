import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { Tag } from '@/components/Tag';
import type { Slides } from '../api';
import { useLooking } from '../looking';
import { useMaterials, useRoomView } from '../session';
import { fileUrl } from '../stage/data';
import { Thumb } from '../stage/Thumb';
import { handoutsOf, stageOf, takeAwayOf } from '../views';
import styles from './panel.module.css';

/** What was brought to this session, to leaf through alone. */
export function Materials() {
  const { t } = useTranslation('room');
  const slides = useMaterials();
  const stage = useRoomView(stageOf);
  const above = useRoomView(handoutsOf).length + useRoomView(takeAwayOf).length;
  if (slides.isPending) return <Skeleton lines={4} />;
  if (slides.isError)
    return <ErrorState title={t('materials.failed')} error={slides.error} onRetry={() => void slides.refetch()} />;
  if (slides.data.filter(forAll).length === 0)
    return <Empty title={t('materials.empty')}>{t('materials.emptyHint')}</Empty>;
  return (
    <section className={styles.materials}>
      {above > 0 && <h2>{t('materials.leaf')}</h2>}
      <ul>
        {slides.data.filter(forAll).map((each) => (
          <Material key={each.file} slides={each} onStage={stage?.data.file === each.file} />
        ))}
      </ul>
    </section>
  );
}

/** A clip holds the stage for a while; it is nothing to leaf through. */
const forAll = ({ kind }: Slides) => kind !== 'clip';

function Material({ slides, onStage }: { slides: Slides; onStage: boolean }) {
  const { t } = useTranslation('room');
  const { look } = useLooking();
  const { file, name, pages, kind } = slides;
  const picture = kind === 'picture';
  const open = () => {
    if (picture) window.open(fileUrl(file), '_blank', 'noopener,noreferrer');
    else look({ file, name, pages, page: 1 });
  };
  return (
    <li>
      <button type="button" className={styles.material} aria-label={t('materials.open', { name })} onClick={open}>
        <span className={styles.thumb}>
          {picture ? <img src={fileUrl(file)} alt="" loading="lazy" /> : <Thumb url={fileUrl(file)} page={1} />}
        </span>
        <span className={styles.about}>
          <b>{name}</b>
          <span>
            {!picture && t('materials.pages', { count: pages })}
            {onStage && <Tag tone="act">{t('materials.onStage')}</Tag>}
          </span>
        </span>
      </button>
    </li>
  );
}
