import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { TextArea } from '@/components/TextArea';
import { api, unwrap } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { roomKeys } from '../../room/api';
import { useRoomSession, useRoomView } from '../../room/session';
import { sceneOf } from '../../room/views';
import { useSceneAct } from '../people/api';
import { addPicture } from './api';
import { drawWords } from './canvas';
import styles from './ceremony.module.css';
import { useMay } from './useMay';

const longest = 80;

/** The ceremony goes on, the signing completes later: a picture with the host's own words covers the stage. */
export function Later() {
  const { t, i18n } = useTranslation('host-ceremony');
  const { id: room, info } = useRoomSession();
  const queries = useQueryClient();
  const problem = useProblemText();
  const may = useMay('set-hold');
  const { hold } = useRoomView(sceneOf);
  const [words, setWords] = useDraft(`later.${room}`, t('later.words'));
  const scene = useSceneAct();
  const cover = useMutation({
    mutationFn: async () => {
      const picture = await drawWords(words.trim(), inLanguage(info.session.title, i18n.language));
      const file = await addPicture(room, picture, `${t('later.file')}.png`);
      await queries.invalidateQueries({ queryKey: roomKeys.slides(room) });
      await unwrap(api.PUT('/rooms/{room}/scene/hold', { params: { path: { room } }, body: { file } }));
    },
  });
  if (!may) return null;
  const error = cover.error ?? scene.error;
  return (
    <section className={styles.card} aria-label={t('later.title')}>
      <h2>{t('later.title')}</h2>
      <p className={styles.note}>{t('later.hint')}</p>
      {hold ? (
        <>
          <p className={styles.seen} data-open>
            {t('later.on', { name: hold.name })}
          </p>
          <div className={styles.acts}>
            <Button size="s" variant="primary" busy={scene.isPending} onClick={() => scene.mutate({ act: 'uncover' })}>
              {t('later.clear')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <Field label={t('later.label')}>
            <TextArea rows={2} maxLength={longest} value={words} onChange={(event) => setWords(event.target.value)} />
          </Field>
          <div className={styles.acts}>
            <Button size="s" busy={cover.isPending} disabled={words.trim() === ''} onClick={() => cover.mutate()}>
              {t(cover.isPending ? 'later.covering' : 'later.cover')}
            </Button>
          </div>
        </>
      )}
      {error && <Notice tone="bad">{problem(error)}</Notice>}
    </section>
  );
}
