import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Film } from '@/lib/media/film';
import { arrange } from '@/lib/media/layout';
import media from '../room/media/media.module.css';
import { TapForSound } from '../room/media/TapForSound';
import { useRoomView } from '../room/session';
import { sceneOf, stageOf } from '../room/views';
import { usePlayback, useReplay } from './player';

/** What was recorded, where the people were: over what lay on stage, or in its place. */
export default function Picture() {
  const { t } = useTranslation('media');
  const { player } = useReplay();
  const { offset } = usePlayback();
  const scene = useRoomView(sceneOf);
  const stage = useRoomView(stageOf);
  const element = useRef<HTMLVideoElement>(null);
  const [film, setFilm] = useState<Film>();
  const [muted, setMuted] = useState(false);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    player.film.show(({ url, spans }) => {
      const made = new Film(video, url, { live: false, spans });
      made.subscribe(() => setMuted(made.getSnapshot().muted));
      setFilm(made);
      return made;
    });
    return () => player.film.show(undefined);
  }, [player]);

  const there = player.film.stretchAt(offset) !== undefined && !player.film.failedAt(offset);
  const seen = there && (scene.people.length > 0 || scene.hold !== undefined);
  const content = stage !== null && stage.kind !== 'blank' && scene.hold === undefined && scene.screen === undefined;
  const beside = content && arrange({ scene, lead: undefined, content, looking: false }).content;
  return (
    <div className={media.people} hidden={!seen}>
      <div className={beside ? `${media.pip} ${media.film}` : media.film}>
        {/* biome-ignore lint/a11y/useMediaCaption: what was said is in the chat and the questions; there are no captions */}
        <video ref={element} className={media.filmPicture} aria-label={t('film')} playsInline preload="auto" />
        {muted && film && <TapForSound onTap={film.unmute} />}
      </div>
    </div>
  );
}
