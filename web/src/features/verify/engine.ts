import type { Report } from './model';
import packed from './program/verifier.wasm.gz?url';
import script from './program/verifier-worker.js?url';

/** How large a file may be; internal/verify has the same. What is larger is not ours. */
export const largest = 192 * 1024 * 1024;

/** Whether this browser can run the verifier at all. */
export function canVerify(): boolean {
  return typeof WebAssembly === 'object' && typeof DecompressionStream === 'function';
}

interface Answer {
  id: number;
  answer?: string;
  error?: string;
}

/** The verifier in its worker, which can neither load nor send anything. */
export class Verifier {
  private readonly worker = new Worker(script);
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private asked = 0;

  private constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => this.settle(data);
    this.worker.onerror = ({ message }) => {
      for (const id of [...this.waiting.keys()]) this.settle({ id, error: message || 'the worker ended' });
    };
  }

  /** Fetches the program and starts it. */
  static async open(): Promise<Verifier> {
    const program = await fetchProgram();
    const verifier = new Verifier();
    await verifier.ask({ program }, [program]);
    return verifier;
  }

  /** Judges a file by the roots in `trust` (PEM, empty for none). */
  async verify(file: File, trust: string, language: string): Promise<Report> {
    const bytes = await file.arrayBuffer();
    return JSON.parse(await this.ask({ name: file.name, file: bytes, trust, language }, [bytes]));
  }

  private settle(answer: Answer): void {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
  }

  private ask(question: object, hand: Transferable[]): Promise<string> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ answer, error }) => (answer === undefined ? reject(new Error(error)) : resolve(answer)));
      this.worker.postMessage({ id, ...question }, hand);
    });
  }
}

async function fetchProgram(): Promise<ArrayBuffer> {
  const response = await fetch(packed);
  if (!response.ok || !response.body) throw new Error(`${packed}: ${response.status}`);
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}
