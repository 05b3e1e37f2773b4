import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Film, type FilmState } from '@/lib/media/film';
import { useRoomSession, useRoomView } from '../session';
import { youOf } from '../views';
import { crew } from './MediaProvider';
import styles from './media.module.css';
import { TapForSound } from './TapForSound';

/** The film as it grows, some seconds late; what is on stage keeps step with it. */
export default function HlsStage({ url }: { url: string }) {
  const { t } = useTranslation('media');
  const { inStep } = useRoomSession();
  const follows = !crew.includes(useRoomView(youOf)?.role ?? '');
  const element = useRef<HTMLVideoElement>(null);
  const [film, setFilm] = useState<Film>();
  const [state, setState] = useState<FilmState>();
  useEffect(() => {
    if (!element.current) return;
    const made = new Film(element.current, url, { live: true });
    setFilm(made);
    const leave = made.subscribe(() => setState(made.getSnapshot()));
    return () => {
      leave();
      made.close();
    };
  }, [url]);
  const over = state?.phase === 'over';
  useEffect(() => {
    if (!film || !follows || over) return;
    inStep.follow(film.moment);
    return () => inStep.follow(undefined);
  }, [inStep, film, follows, over]);
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: live, there are no captions to be had */}
      <video ref={element} className={styles.filmPicture} aria-label={t('film')} playsInline />
      {state?.muted && film && <TapForSound onTap={film.unmute} />}
    </>
  );
}
