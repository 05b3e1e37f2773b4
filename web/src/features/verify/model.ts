/** What the verifier says; internal/verify/worded.go has the same, and the words are its own. */
export interface Report {
  ok: boolean;
  verdict: 'verdict.valid' | 'verdict.valid_pdf' | 'verdict.untrusted' | 'verdict.invalid' | 'verdict.not_signed';
  text: string;
  kind: 'package' | 'pdf' | 'unknown';
  name: string;
  sha256: string;
  size: number;
  checked: string;
  document: Document | null;
  signatures: Signature[];
  findings: Finding[];
  timeline: Step[];
  /** The roots it was judged by; none when the reader named none. */
  anchors: Anchor[];
}

interface Document {
  sha256: string;
  frozen: string;
  pages?: number;
  title?: string;
  agreement?: string;
}

export interface Signature {
  field: string;
  role: 'platform' | 'party' | 'timestamp';
  role_text: string;
  name?: string;
  organisation?: string;
  id?: string;
  reason?: string;
  at?: string;
  level?: 'passkey' | 'code';
  issuer?: string;
  valid: boolean;
}

export interface Finding {
  code: string;
  severity: 'good' | 'warn' | 'bad';
  where?: string;
  text: string;
}

export interface Step {
  seq: number;
  at: string;
  who?: string;
  text: string;
  level_text?: string;
  page?: number;
  digest: string;
}

export interface Anchor {
  name: string;
  sm2: boolean;
  until: string;
  sha256: string;
}

const weights = { bad: 0, warn: 1, good: 2 };

/** What speaks against the file comes first, what is to be known next. */
export function byWeight(findings: Finding[]): Finding[] {
  return [...findings].sort((a, b) => weights[a.severity] - weights[b.severity]);
}

export type Tone = 'ok' | 'warn' | 'bad';

/** How the verdict looks; it always comes with its words. */
export function toneOf({ verdict, ok }: Pick<Report, 'verdict' | 'ok'>): Tone {
  if (ok) return 'ok';
  return verdict === 'verdict.invalid' ? 'bad' : 'warn';
}

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

/** A time as the command line writes it, the same for every reader. */
export function momentOf(at: string): string {
  return `${clock.format(new Date(at))} (UTC+8)`;
}
