import { useTranslation } from 'react-i18next';
import { lackOf } from '@/lib/media/devices';
import { idOf } from '@/lib/media/scene';
import { useRoomView } from '../../room/session';
import { peopleOf, sceneOf, staffOf } from '../../room/views';
import { useRundown } from '../../rundown/api';
import { useEncoders } from './api';

export interface Waiting {
  id: string;
  name: string;
  /** How they are, in words. */
  words: string;
  mark: 'ready' | 'trouble' | 'hand' | 'none';
  ready: boolean;
  hand: boolean;
}

/** Everybody who could come on stage now: raised hands first, then who works here, then what encoders send. */
export function useBehind(): Waiting[] {
  const { t } = useTranslation(['media', 'room']);
  const scene = useRoomView(sceneOf);
  const people = useRoomView(peopleOf);
  const staff = useRoomView(staffOf);
  const crew = useRundown().data?.crew ?? [];
  const encoders = useEncoders().data ?? [];
  const on = new Set(scene.people.map(idOf));

  const hands = (staff?.hands ?? []).map(({ participant, called }): Waiting => {
    const who = people.get(participant);
    const words = [t(called ? 'media:people.called' : 'media:people.hand'), who?.org].filter(Boolean).join(' · ');
    return {
      id: participant,
      name: who?.name || t('room:chat.someone'),
      words,
      mark: 'hand',
      ready: false,
      hand: true,
    };
  });
  const workers = crew.flatMap(({ participant, name, role, online, ready, devices }): Waiting[] => {
    if (!participant || !online) return [];
    const trouble = devices && lackOf(devices);
    const word = trouble ? t(`media:people.${trouble}`) : t(ready ? 'media:people.tried' : 'media:people.untried');
    return [
      {
        id: participant,
        name,
        words: `${t(`room:role.${role}`)} · ${word}`,
        mark: trouble ? 'trouble' : ready ? 'ready' : 'none',
        ready,
        hand: false,
      },
    ];
  });
  const sources = encoders
    .filter((each) => each.connected)
    .map(
      ({ id, label }): Waiting => ({
        id,
        name: label,
        words: t('media:people.encoder'),
        mark: 'ready',
        ready: true,
        hand: false,
      }),
    );
  const seen = new Set<string>();
  return [...hands, ...workers, ...sources].filter(({ id }) => !on.has(id) && !seen.has(id) && seen.add(id));
}
