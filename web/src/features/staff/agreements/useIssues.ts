import { useTranslation } from 'react-i18next';
import type { FieldIssue } from '../shared/ErrorSummary';

const named = [
  'title',
  'organisation',
  'event',
  'session',
  'parcels',
  'carriers',
  'amountMinor',
  'currency',
  'foreignMinor',
  'foreignCurrency',
  'industry',
  'districtIndustry',
  'expiresAt',
  'role',
  'name',
  'uscc',
  'registrationNumber',
  'region',
  'place',
  'signers',
  'position',
  'capacity',
  'letter',
  'contact',
  'language',
  'text',
  'file',
  'note',
  'parties',
  'witnesses',
] as const;

/** Problems by path as a form's summary lists them: `parties[1].signers[0].contact` is the contact of the second party. */
export function useIssues(problems: Record<string, string>): FieldIssue[] {
  const { t } = useTranslation('staff-agreements');
  return Object.entries(problems).map(([path, text]) => {
    const last = path
      .replace(/\.(zh-CN|en|zh-HK)$/, '')
      .replace(/\[\d+\]$/, '')
      .split('.')
      .at(-1);
    const field = named.find((one) => one === last);
    const at = /^(parties|witnesses)\[(\d+)\]/.exec(path);
    const label = field ? t(`field.${field}`) : path;
    const place = at && t(at[1] === 'parties' ? 'issue.party' : 'issue.witness', { number: Number(at[2]) + 1 });
    return { id: `f-${path === 'title' ? 'title.zh-CN' : path}`, label: place ? `${place} ${label}` : label, text };
  });
}
