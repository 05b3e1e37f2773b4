import { useTranslation } from 'react-i18next';
import { seatOf } from '@/lib/media/scene';
import { useRoomView } from '../session';
import { peopleOf, sceneOf } from '../views';
import { useMedia } from './MediaProvider';

/** Somebody on stage as the page knows them: their name, what they send, and how they are heard. */
export function usePerson(id: string) {
  const { t } = useTranslation('room');
  const { state } = useMedia();
  const people = useRoomView(peopleOf);
  const person = useRoomView(sceneOf).people.find((each) => seatOf(each) === id);
  const seat = state.seats.get(id);
  const named = person?.label ?? people.get(id)?.name;
  return {
    name: named || t('chat.someone'),
    org: people.get(id)?.org,
    seat,
    heard: !person?.muted && seat?.microphone === 'on',
    speaking: state.speaking.includes(id),
  };
}
