import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { VitePWA } from 'vite-plugin-pwa'

/** Screens only officers open: their chunks carry this prefix so that the service worker leaves them out. */
const OFFICERS =
  /src\/(console|summon|operate|org|tree|enterprise|stats|offices|development)\/|src\/data\/(Import|Problems|Export|Audit|Corrections)\.vue|src\/census\/Census(es)?\.vue|src\/transfer\/(Desk|Pocket|CardsDesk|Unit)\.vue|src\/declare\/Waiting\.vue|src\/virtual\/(Supervised|Texts)\.vue|src\/i18n\/(zh|en)\/(org|tree|enterprise|stats)\.ts|node_modules\/(echarts|zrender)\//

export default defineConfig({
  plugins: [
    vue(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: '闪聚',
        short_name: '闪聚',
        description: '党支部实时活动：闪聚、积分、纪要',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#f6f4f1',
        theme_color: '#c8102e',
        icons: [
          { src: '/icons/hub.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icons/hub-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/hub-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/hub-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      includeManifestIcons: false,
      workbox: {
        globPatterns: ['index.html', 'assets/*.{js,css}', 'icons/hub.svg'],
        globIgnores: ['assets/officer-*'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/hub/, /^\/health\//, /^\/metrics/],
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    manifest: true,
    // A font or picture inside a style sheet would need a wider policy than 'self'.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Few chunks for what every member needs: small ones cost a round trip each and compress badly.
        codeSplitting: {
          groups: [
            { name: 'vendor', test: /node_modules\/(?!echarts|zrender|tslib|qrcode-generator)/ },
            {
              name: 'common',
              test: /src\/(api\/(http|refusal|session|gatherings|media|points|consultations)\.|api\/wire\/|live\/|stores\/|format\/|components\/|shell\/|i18n\/index)/,
            },
          ],
        },
        chunkFileNames: (chunk) =>
          chunk.moduleIds.some((id) => OFFICERS.test(id))
            ? 'assets/officer-[name]-[hash].js'
            : 'assets/[name]-[hash].js',
        assetFileNames: (asset) =>
          asset.originalFileNames.some((name) => OFFICERS.test(name))
            ? 'assets/officer-[name]-[hash][extname]'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: process.env.HUB_ORIGIN ?? 'http://127.0.0.1:8080' },
      '/hub': { target: process.env.HUB_ORIGIN ?? 'http://127.0.0.1:8080', ws: true },
    },
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
})
