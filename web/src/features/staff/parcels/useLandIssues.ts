import { useFieldName } from '../../parcels/useFieldName';
import type { FieldIssue } from '../shared/ErrorSummary';

/** Problems by path as a form's summary lists them, each with the name of its field. */
export function useLandIssues(problems: Record<string, string>): FieldIssue[] {
  const nameOf = useFieldName();
  return Object.entries(problems).map(([path, text]) => {
    const field = path.replace(/\[\d+\].*$/, '').replace(/\.(zh-CN|en|zh-HK)$/, '');
    return { id: path === 'name' || path === 'note' ? `f-${path}.zh-CN` : `f-${path}`, label: nameOf(field), text };
  });
}
