import { Fragment, memo } from 'react';
import { language } from '@/lib/language';

/** Chinese words kept whole: a line breaks between words, never inside 服务业. Other languages have spaces. */
export const Phrase = memo(function Phrase({ children }: { children: string }) {
  if (!/\p{Script=Han}/u.test(children) || typeof Intl.Segmenter !== 'function') return children;
  return (
    <span className="phrase">
      {wordsOf(children).map(({ at, text }) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {text}
        </Fragment>
      ))}
    </span>
  );
});

/** Words with the punctuation that follows them, which may not begin a line. */
function wordsOf(text: string): { at: number; text: string }[] {
  const words: { at: number; text: string }[] = [];
  for (const { segment, index, isWordLike } of new Intl.Segmenter(language(), { granularity: 'word' }).segment(text)) {
    const last = words.at(-1);
    const opens = /^[「『（《【(]/.test(segment);
    if (last && !isWordLike && !opens) last.text += segment;
    else if (last && /[「『（《【(]$/.test(last.text)) last.text += segment;
    else words.push({ at: index, text: segment });
  }
  return words;
}
