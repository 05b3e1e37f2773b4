import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import type { ConnectionState } from '@/lib/room/socket';
import { inLanguage } from '@/lib/text';
import { roomKeys } from '../../room/api';
import { outlineOf } from '../../room/ceremony/outline';
import { useServerClock } from '../../room/ceremony/useCountdown';
import { useRoomSession, useRoomView } from '../../room/session';
import { useRoomParcels } from '../../room/showcase/api';
import { useNow } from '../../room/useNow';
import { peopleOf } from '../../room/views';
import { setStage } from '../api';
import { useSetHandout } from '../files/handouts';
import { addPicture } from './api';
import { drawPicture } from './canvas';
import styles from './ceremony.module.css';
import { factsOf } from './facts';
import { momentText } from './moment';
import { useMay } from './useMay';

const roomOf = (state: ConnectionState) => state.room;

/** The commemorative picture: drawn from the room's facts, looked at, then taken away or put on stage. */
export function PictureCard() {
  const { t, i18n } = useTranslation('host-ceremony');
  const { id: room, info } = useRoomSession();
  const state = useRoomView(roomOf);
  const people = useRoomView(peopleOf);
  const parcels = useRoomParcels().data;
  const clock = useServerClock();
  useNow(1000); // it can be made from zero on
  const title = inLanguage(info.session.title, i18n.language);
  const facts = factsOf(state, people, title, i18n.language, clock());
  const problem = useProblemText();
  const [made, setMade] = useState<{ blob: Blob; url: string }>();
  useEffect(() => () => URL.revokeObjectURL(made?.url ?? ''), [made]);
  const draw = useMutation({
    mutationFn: async () => {
      if (!facts) return;
      const { names, parcel, at, ...rest } = facts;
      const outline = outlineOf(parcels?.find(({ id }) => id === parcel)?.geometry);
      const moment = momentText(at, info.session.timeZone, i18n.language);
      const blob = await drawPicture({
        ...rest,
        moment,
        names: names.length > 0 ? t('picture.pressed', { names: names.join('、') }) : '',
        ...(outline && { outline }),
        mark: [inLanguage(info.event.title, i18n.language), info.session.illustrative ? t('picture.example') : '']
          .filter(Boolean)
          .join(' · '),
      });
      setMade({ blob, url: URL.createObjectURL(blob) });
    },
  });
  const file = `${t('picture.file', { title })}.png`;
  return (
    <section className={styles.card} aria-label={t('picture.title')}>
      <h2>{t('picture.title')}</h2>
      <p className={styles.note}>{t(facts ? 'picture.hint' : 'picture.notYet')}</p>
      {made && <img className={styles.picture} src={made.url} alt={t('picture.alt', { title })} />}
      {facts && (
        <div className={styles.acts}>
          <Button size="s" variant={made ? 'plain' : 'primary'} busy={draw.isPending} onClick={() => draw.mutate()}>
            {t(made ? 'picture.again' : 'picture.make')}
          </Button>
          {made && (
            <a className={buttonClass({ size: 's' })} href={made.url} download={file}>
              <Icon name="download" size="s" />
              {t('picture.download')}
            </a>
          )}
          {made && <ToStage room={room} picture={made.blob} file={file} alt={t('picture.alt', { title })} />}
        </div>
      )}
      {draw.error && <Notice tone="bad">{problem(draw.error)}</Notice>}
    </section>
  );
}

interface ToStageProps {
  room: string;
  picture: Blob;
  file: string;
  alt: string;
}

/** Puts the picture on stage, and among what everybody can take away. */
function ToStage({ room, picture, file, alt }: ToStageProps) {
  const { t } = useTranslation('host-ceremony');
  const problem = useProblemText();
  const queries = useQueryClient();
  const handOut = useSetHandout(room);
  const may = useMay('set-stage');
  const show = useMutation({
    mutationFn: async () => {
      const id = await addPicture(room, picture, file);
      await queries.invalidateQueries({ queryKey: roomKeys.slides(room) });
      await setStage(room, { kind: 'picture', data: { file: id, alt } });
      await handOut.mutateAsync({ file: id, out: true });
    },
  });
  if (!may) return null;
  return (
    <>
      <Button size="s" variant="primary" busy={show.isPending} onClick={() => show.mutate()}>
        {t(show.isPending ? 'picture.showing' : 'picture.show')}
      </Button>
      {show.isSuccess && <p className={styles.note}>{t('picture.shown')}</p>}
      {show.error && <Notice tone="bad">{problem(show.error)}</Notice>}
    </>
  );
}
