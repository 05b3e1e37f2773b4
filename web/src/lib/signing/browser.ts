/** What kind of browser this is, where that decides which ways of confirming there are. */

/** Browsers inside apps offer no passkeys, and their storage goes with the app's cache. */
export function insideApp(agent = navigator.userAgent): 'wechat' | 'app' | undefined {
  if (/MicroMessenger|wxwork/i.test(agent)) return 'wechat';
  if (/DingTalk|AlipayClient|QQ\/|Weibo|Lark|FBAN|FBAV|Instagram|Line\//i.test(agent)) return 'app';
  return undefined;
}

/** Whether this browser can use a passkey at all, on this device or one nearby. */
export function passkeysHere(): boolean {
  return typeof globalThis.PublicKeyCredential === 'function' && globalThis.isSecureContext && !insideApp();
}
