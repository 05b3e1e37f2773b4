import { expect, test } from 'vitest';
import { problemsUnder } from './problems';

test('problems are found below their item and no other', () => {
  const problems = { 'figures[1].label.en': 'long', 'figures[11].label': 'no', 'figures[1]': 'whole' };
  expect(problemsUnder(problems, 'figures[1]')).toEqual({ 'label.en': 'long', '': 'whole' });
});
