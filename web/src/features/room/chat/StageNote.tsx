import { useTranslation } from 'react-i18next';
import type { Moment } from '@/lib/room/types';
import { placeLabel } from '../showcase/data';
import { stageKind } from '../stage/kinds';
import { useLookAt } from '../timeline/useLookAt';
import styles from './chat.module.css';

export function StageNote({ moment }: { moment: Moment }) {
  const { t } = useTranslation('room');
  const lookAt = useLookAt();
  const kind = moment.place
    ? t('stage.parcelAt', { place: placeLabel(moment.place) })
    : t(`stage.${stageKind(moment.kind)?.word ?? 'blank'}`);
  return (
    <li className={styles.note}>
      <p>{t('chat.stageMoved', { kind })}</p>
      {moment.kind === 'slides' && (
        <button type="button" onClick={() => void lookAt(moment)}>
          {t('chat.look')}
        </button>
      )}
    </li>
  );
}
