import { type Bytes, sha256, toHex } from './bytes';

/** A key made for one confirmation, held by this browser alone: it can sign with it and nobody can read it. */
export interface HeldKey {
  /** SHA-256 of `spki` in hexadecimal, by which the server and the certificate know it. */
  hash: string;
  agreement: string;
  signer: string;
  /** The public half, a DER SubjectPublicKeyInfo. */
  spki: Bytes;
  /** Not extractable. */
  key: CryptoKey;
  madeAt: number;
}

/**
 * Why no key can be held: the page did not come by HTTPS (`insecure`), the browser is too old (`old`), or it keeps
 * nothing, as in a private window or with full storage (`storage`).
 */
export class KeyError extends Error {
  constructor(readonly code: 'insecure' | 'old' | 'storage') {
    super(code);
    this.name = 'KeyError';
  }
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const database = 'zhaoyun.signing';
const store = 'keys';

/**
 * Makes a key and keeps it before anybody hears of it: a confirmation with a key that is already gone would leave
 * the closing waiting for nobody. It is read back, because some private windows accept a key and drop it.
 */
export async function makeKey(agreement: string, signer: string): Promise<HeldKey> {
  if (!globalThis.isSecureContext) throw new KeyError('insecure');
  if (!globalThis.crypto?.subtle) throw new KeyError('old');
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']).catch(() => {
    throw new KeyError('old');
  });
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const hash = toHex(await sha256(spki));
  const held: HeldKey = { hash, agreement, signer, spki, key: pair.privateKey, madeAt: Date.now() };
  await put(held);
  if (!(await findKey(hash))) throw new KeyError('storage');
  // Asks the browser not to tidy the key away while others have yet to confirm; its answer changes nothing here.
  void navigator.storage?.persist?.().catch(() => false);
  return held;
}

/** The key of that hash, undefined when this browser does not (or no longer) hold it. */
export async function findKey(hash: string): Promise<HeldKey | undefined> {
  try {
    return await within('readonly', (keys) => keys.get(hash) as IDBRequest<HeldKey | undefined>);
  } catch {
    return undefined;
  }
}

/** Destroys the keys of an agreement but one: a key signs once. */
export async function dropKeys(agreement: string, keep?: string): Promise<void> {
  const all = await within('readonly', (keys) => keys.getAll() as IDBRequest<HeldKey[]>).catch(() => []);
  for (const { hash, agreement: of } of all) {
    if (of === agreement && hash !== keep)
      await within('readwrite', (keys) => keys.delete(hash)).catch(() => undefined);
  }
}

/** Signs with ECDSA over SHA-256: r‖s, 64 bytes. */
export async function signWith({ key }: HeldKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, data));
}

function put(held: HeldKey): Promise<unknown> {
  return within('readwrite', (keys) => keys.put(held)).catch(() => {
    throw new KeyError('storage');
  });
}

/** Runs one request in a transaction of its own and waits until it is on disk. */
async function within<T>(mode: IDBTransactionMode, ask: (keys: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = base.transaction(store, mode, { durability: 'strict' });
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

/** Opened anew each time: Safari loses connections of pages that slept, and a held one would block another tab. */
function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) return reject(new KeyError('storage'));
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'hash' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new KeyError('storage'));
    request.onblocked = () => reject(new KeyError('storage'));
  });
}
