/** A Chromium that draws WebGL by itself, in a small window because that is slow. */
export const drawing = {
  viewport: { width: 640, height: 480 },
  locale: 'zh-CN',
  launchOptions: {
    executablePath: process.env.ZHAOYUN_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  },
};
