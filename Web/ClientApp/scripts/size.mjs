/**
 * What a member downloads on a first visit, compressed: the start page with everything it pulls in, each of the
 * member's screens, one language and the service worker. Fails above the limit (docs: 130 KB for all of it).
 */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'

const LIMIT = 130 * 1024
/** As the hub serves them to a browser over TLS. */
const AS_SERVED = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
const ROOT = fileURLToPath(new URL('../../wwwroot/', import.meta.url))
const MEMBER = ['index.html', 'src/i18n/zh/index.ts']
const SCREENS = ['sign-in/SignIn', 'now/Now', 'room/Room', 'points/Points', 'me/Me']

const manifest = JSON.parse(readFileSync(`${ROOT}.vite/manifest.json`, 'utf8'))
const files = new Set(['index.html'])

function visit(key) {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`${key} is not in the build's manifest`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const css of chunk.css ?? []) files.add(css)
    for (const next of chunk.imports ?? []) visit(next)
}
for (const key of [...MEMBER, ...SCREENS.map((it) => `src/${it}.vue`)]) visit(key)

for (const name of readdirSync(ROOT)) if (/^(sw|workbox-.*)\.js$/.test(name)) files.add(name)

let total = 0
for (const file of files) {
    const bytes = brotliCompressSync(readFileSync(ROOT + file), AS_SERVED).length
    total += bytes
    console.log(`${(bytes / 1024).toFixed(1).padStart(7)} KB  ${file}`)
}
console.log(`${(total / 1024).toFixed(1).padStart(7)} KB  member's path, limit ${LIMIT / 1024} KB`)
if ([...files].some((file) => file.includes('officer-'))) {
    console.error("An officers' chunk is on the member's path.")
    process.exit(1)
}
if (total > LIMIT) process.exit(1)
