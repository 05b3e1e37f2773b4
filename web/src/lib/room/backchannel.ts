import { payload } from './payload';
import type { BackchannelLine, Entry } from './types';

/** Takes in what is about the backchannel; undefined when the entry is about another thing. */
export function foldBackchannel(lines: BackchannelLine[], entry: Entry, kept: number): BackchannelLine[] | undefined {
  const { type, seq, at, redacted } = entry;
  const data = payload(entry);
  switch (type) {
    case 'backchannel.posted': {
      const by = entry.by ?? '';
      const line: BackchannelLine = data
        ? { seq, at, by, text: String(data.text), status: 'posted' }
        : { seq, at, by, status: redacted === 'retracted' ? 'retracted' : 'erased' };
      return [...lines, line].slice(-kept);
    }
    case 'backchannel.retracted':
      return lines.map((line) =>
        line.seq === data?.ref && line.status === 'posted' ? blankLine(line, 'retracted') : line,
      );
    default:
      return undefined;
  }
}

export function eraseBackchannel(lines: BackchannelLine[], participant: unknown): BackchannelLine[] {
  return lines.map((line) => (line.by === participant ? blankLine(line, 'erased') : line));
}

function blankLine({ seq, at, by }: BackchannelLine, status: 'retracted' | 'erased'): BackchannelLine {
  return { seq, at, by, status };
}
