import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames } from '@/lib/language';
import type { FieldIssue } from '../shared/ErrorSummary';

const path = /^([a-zA-Z]+)(?:\[(\d+)\])?(?:\.([a-zA-Z]+))?(?:\.(zh-CN|en|zh-HK))?$/;

export interface FieldName {
  root: string;
  index?: number;
  part?: string;
  language?: keyof typeof languageNames;
}

/** Takes a field's path apart: `figures[2].label.en`, `title.zh-CN`. */
export function fieldName(field: string): FieldName | undefined {
  const direct = /^([a-zA-Z]+)\.(zh-CN|en|zh-HK)$/.exec(field);
  if (direct?.[1]) return { root: direct[1], language: direct[2] as FieldName['language'] };
  const found = path.exec(field);
  if (!found?.[1]) return undefined;
  const [, root, index, part, language] = found;
  return {
    root,
    index: index === undefined ? undefined : Number(index),
    part,
    language: language as FieldName['language'],
  };
}

/** The words for a field's path. */
export function fieldLabel(t: TFunction<'staff'>, field: string): string {
  const word = (key: string) => (t as (key: string, options: object) => string)(key, { defaultValue: '' });
  const name = fieldName(field);
  if (!name) return field;
  const parts = [word(`fields.${name.root}`) || name.root];
  if (name.index !== undefined) parts.push(String(name.index + 1));
  if (name.part) parts.push(word(`fields.${name.part}`) || name.part);
  if (name.language) parts.push(languageNames[name.language]);
  return parts.join(' ');
}

/** What a server said about fields as lines of a summary, in the page's words. */
export function useIssues(problems: Record<string, string>): FieldIssue[] {
  const { t } = useTranslation('staff');
  return useMemo(
    () =>
      Object.entries(problems).map(([field, text]) => ({ id: controlOf(field), label: fieldLabel(t, field), text })),
    [t, problems],
  );
}

/** The control a path is about: of a text without language, its Chinese. */
function controlOf(field: string): string {
  const name = fieldName(field);
  if (name?.index !== undefined && !name.part) return `f-${name.root}[${name.index}]`;
  const single = ['title', 'tagline', 'description', 'name', 'unit', 'label', 'note'];
  const last = name?.part ?? name?.root ?? '';
  return `f-${field}${!name?.language && single.includes(last) ? '.zh-CN' : ''}`;
}
