import { useTranslation } from 'react-i18next';
import { useCeremony } from '../../room/ceremony/parts';
import { stageKind, stageKinds } from '../../room/stage/kinds';
import styles from '../host.module.css';

/** Which kind of thing to put on stage next; read from the table of kinds. */
export function KindPicker({ value, onChange }: { value: string; onChange: (kind: string) => void }) {
  const { t } = useTranslation(['host', 'room']);
  const signing = useCeremony() === 'signing';
  const kinds = stageKinds.filter((kind) => kind !== 'document' || signing);
  return (
    <fieldset className={styles.kinds} aria-label={t('host:monitor.kinds')}>
      {kinds.map((kind) => (
        <button key={kind} type="button" aria-pressed={kind === value} onClick={() => onChange(kind)}>
          {t(`room:stage.${stageKind(kind)?.word ?? 'blank'}`)}
        </button>
      ))}
    </fieldset>
  );
}
