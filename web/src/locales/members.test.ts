import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { columnFields } from '@/features/staff/members/import/api';
import words from './zh-CN/staff-members.json';

const source = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../internal/chamber', `${name}.go`), 'utf8');
const texts = (go: string, type: string) =>
  [...go.matchAll(new RegExp(`^\\t\\w+ +${type} += "(\\w+)"`, 'gm'))].map(([, text = '']) => text);

it('every finding about a row has words', () => {
  const codes = texts(source('finding'), 'Code');
  expect(codes.length).toBeGreaterThan(15);
  expect(Object.keys(words.finding).sort()).toEqual(codes.sort());
});

it('every field that a column can hold can be chosen', () => {
  const fields = texts(source('headings'), 'Field').filter((field) => field !== 'ignore');
  expect([...columnFields].sort()).toEqual(fields.sort());
});
