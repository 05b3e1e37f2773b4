import { describe, expect, test } from 'vitest';
import { emptyBlock, moved, unfilled } from './blocks';
import { changeOf, draftOf, formOf, newEventForm } from './form';
import { sample, sampleSession } from './sample.test-data';
import { newSessionForm, sessionChange, sessionDraft, sessionFormOf, sessionProblems } from './sessionForm';
import { stepsFrom } from './steps';

describe('an event in the editor', () => {
  test('saves nothing when nothing was changed', () => {
    const form = formOf(sample);
    expect(changeOf(form, structuredClone(form))).toEqual({});
  });
  test('sends only what was changed, without empty languages', () => {
    const base = formOf(sample);
    const form = { ...base, title: { ...base.title, en: ' New ', 'zh-HK': '' }, cover: null };
    expect(changeOf(base, form)).toEqual({ title: { 'zh-CN': '云推介', en: 'New' }, cover: '' });
  });
  test('sends lists whole, with their marks', () => {
    const base = formOf(sample);
    const [first] = base.figures;
    const form = { ...base, figures: first ? [{ ...first, value: ' 106 ', illustrative: true }] : [] };
    expect(changeOf(base, form)).toEqual({
      figures: [{ value: '106', unit: { 'zh-CN': '亿元' }, label: { 'zh-CN': '始版桥' }, illustrative: true }],
    });
  });
  test('is created without a slug or cover when it has none', () => {
    const body = draftOf(newEventForm('Asia/Shanghai'));
    expect(body).not.toHaveProperty('slug');
    expect(body).not.toHaveProperty('cover');
    expect(body.timeZone).toBe('Asia/Shanghai');
  });
});

test('a new block names what it lacks', () => {
  expect(unfilled('figures', emptyBlock('figures'))).toEqual(['value', 'unit', 'label']);
  expect(unfilled('organisers', emptyBlock('organisers'))).toEqual(['name']);
});

test('an item moves by one place', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
});

describe('a session in its editor', () => {
  test('shows the clock of its zone and gives the same moment back', () => {
    const form = sessionFormOf(sampleSession);
    expect([form.startsOn, form.startsAt, form.endsAt]).toEqual(['2026-12-08', '10:00', '12:30']);
    expect(sessionDraft(form).startsAt).toBe('2026-12-08T02:00:00.000Z');
    expect(sessionChange(form, { ...form, endsAt: '12:00' })).toEqual({ endsAt: '2026-12-08T04:00:00.000Z' });
  });
  test('keeps the second of two equal hours', () => {
    const twice = {
      ...sampleSession,
      timeZone: 'America/New_York',
      startsAt: '2026-11-01T06:30:00.000Z',
      endsAt: '2026-11-01T08:00:00.000Z',
    };
    const form = sessionFormOf(twice);
    expect(form.startsLater).toBe(true);
    expect(sessionDraft(form).startsAt).toBe(twice.startsAt);
  });
  test('says what is wrong with its times', () => {
    const form = {
      ...newSessionForm('America/New_York', new Date('2026-03-01T12:00:00Z')),
      title: { 'zh-CN': '开场', en: '', 'zh-HK': '' },
    };
    expect(sessionProblems(form)).toEqual({});
    expect(sessionProblems({ ...form, startsAt: '02:30' })).toEqual({ startsAt: 'time_never' });
    expect(sessionProblems({ ...form, endsAt: '09:00' })).toEqual({ endsAt: 'ends_before_start' });
    expect(sessionProblems({ ...form, endsOn: '2026-12-01' })).toEqual({ endsAt: 'session_too_long' });
    expect(sessionProblems({ ...form, startsOn: '' })).toEqual({ startsAt: 'time_required' });
  });
});

describe('the steps of an event', () => {
  test('let one person publish, or submit where two are wanted', () => {
    expect(stepsFrom({ status: 'draft' }, false, 'me').map(({ step }) => step)).toEqual(['publish']);
    expect(stepsFrom({ status: 'draft' }, true, 'me').map(({ step }) => step)).toEqual(['submit']);
  });
  test('do not offer approval to who submitted', () => {
    const review = { submittedBy: 'me', submittedAt: '' };
    expect(stepsFrom({ status: 'review', review }, true, 'me').map(({ step }) => step)).toEqual(['return']);
    expect(stepsFrom({ status: 'review', review }, true, 'other').map(({ step }) => step)).toEqual([
      'approve',
      'return',
    ]);
  });
});
