import { expect, test } from 'vitest';
import { problemsUnder, stillThere } from './problems';

test('problems are found below their item and no other', () => {
  const problems = { 'figures[1].label.en': 'long', 'figures[11].label': 'no', 'figures[1]': 'whole' };
  expect(problemsUnder(problems, 'figures[1]')).toEqual({ 'label.en': 'long', '': 'whole' });
});

test('a problem leaves when its field is changed, others stay', () => {
  const then = { figures: [{ unit: { 'zh-CN': '' } }], title: { en: 'x' }, slug: 'a' };
  const now = { ...then, figures: [{ unit: { 'zh-CN': '亿元' } }] };
  expect(stillThere({ 'figures[0].unit': 'fill in', 'title.en': 'long', figures: 'many' }, then, now)).toEqual({
    'title.en': 'long',
  });
});
