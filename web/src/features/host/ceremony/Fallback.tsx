import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { useMaterials, useRoomSession, useRoomView } from '../../room/session';
import { sceneOf } from '../../room/views';
import { useSceneAct } from '../people/api';
import styles from './ceremony.module.css';
import { useMay } from './useMay';

/** The clip that is shown when a venue's line breaks: chosen before, on with one press. */
export function Fallback() {
  const { t } = useTranslation('host-ceremony');
  const { id: room } = useRoomSession();
  const problem = useProblemText();
  const may = useMay('set-hold');
  const { hold } = useRoomView(sceneOf);
  const clips = useMaterials().data?.filter(({ kind }) => kind === 'clip') ?? [];
  const [chosen, setChosen] = useDraft(`fallback.${room}`, '');
  const act = useSceneAct();
  const clip = clips.find(({ file }) => file === chosen) ?? clips[0];
  if (!may) return null;
  return (
    <section className={styles.card} aria-label={t('fallback.title')}>
      <h2>{t('fallback.title')}</h2>
      {!clip && <p className={styles.note}>{t('fallback.none')}</p>}
      {clips.length > 1 && !hold && (
        <Field label={t('fallback.clip')}>
          <Select value={clip?.file} onChange={(event) => setChosen(event.target.value)}>
            {clips.map(({ file, name }) => (
              <option key={file} value={file}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {hold ? (
        <div className={styles.acts}>
          <Button size="s" variant="primary" busy={act.isPending} onClick={() => act.mutate({ act: 'uncover' })}>
            {t('fallback.clear')}
          </Button>
          <span className={styles.note}>{hold.name}</span>
        </div>
      ) : (
        clip && (
          <div className={styles.acts}>
            <Button size="s" busy={act.isPending} onClick={() => act.mutate({ act: 'hold', file: clip.file })}>
              {t('fallback.play')}
            </Button>
            {clips.length === 1 && <span className={styles.note}>{clip.name}</span>}
          </div>
        )
      )}
      {act.error && <Notice tone="bad">{problem(act.error)}</Notice>}
    </section>
  );
}
