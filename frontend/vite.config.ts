import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The oldest engines that open the page: WebView2 on Windows 10 and WebKitGTK 2.40.
const engines = ['chrome109', 'safari16']

export default defineConfig({
  plugins: [vue()],
  base: './',
  build: {
    target: engines,
    cssTarget: engines,
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    css: false,
    isolate: false,
  },
})
