import type { TFunction } from 'i18next';

const kinds = ['promotion', 'showcase', 'signing', 'groundbreaking', 'meeting'] as const;
type Kind = (typeof kinds)[number];

/** 云推介: what a session is for, in words. */
export function kindWord(t: TFunction<'event'>, kind: string): string {
  return isKind(kind) ? t(`kind.${kind}`) : kind;
}

function isKind(kind: string): kind is Kind {
  return (kinds as readonly string[]).includes(kind);
}
