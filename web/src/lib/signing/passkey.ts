import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';

/**
 * Why a passkey was not used: the person declined or let it time out, or this device has none (`declined`, the browser
 * does not tell which); this device has one already (`known`); the site's address cannot have passkeys (`address`);
 * the device has no way to verify a person (`unable`).
 */
export class PasskeyError extends Error {
  constructor(readonly code: 'declined' | 'known' | 'address' | 'unable') {
    super(code);
    this.name = 'PasskeyError';
  }
}

/** Asks for the passkey. Call it soon after a press: Safari forgets the press when other work comes in between. */
export async function askPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return startAuthentication({ optionsJSON: options }).catch(say);
}

/** Makes a passkey on this device or another that is near. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<RegistrationResponseJSON> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return startRegistration({ optionsJSON: options }).catch(say);
}

function say(error: unknown): never {
  const name = (error as Error)?.name;
  if (name === 'NotAllowedError' || name === 'AbortError') throw new PasskeyError('declined');
  if (name === 'InvalidStateError') throw new PasskeyError('known');
  if (name === 'SecurityError') throw new PasskeyError('address');
  throw new PasskeyError('unable');
}
