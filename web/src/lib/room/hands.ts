import type { Entry, Hand } from './types';

/** Takes in what is about hands; undefined when the entry is about another thing. */
export function foldHands(hands: Hand[], { type, seq, at, data, redacted }: Entry): Hand[] | undefined {
  const known = redacted ? undefined : data;
  const others = hands.filter((hand) => hand.participant !== known?.participant);
  switch (type) {
    case 'hand.raised':
      return known ? [...others, { participant: String(known.participant), seq, at }] : hands;
    case 'hand.called':
      return hands.map((hand) => (hand.participant === known?.participant ? { ...hand, called: true } : hand));
    case 'hand.lowered':
      return others;
    default:
      return undefined;
  }
}
