import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import prettier from 'eslint-config-prettier'

export default ts.config(
  { ignores: ['node_modules/', '../wwwroot/'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      // All user content is text; a raw HTML sink would undo that.
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      // A literal style attribute is refused by the content security policy; bind :style instead.
      'vue/no-static-inline-styles': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // `== null` is the one test for what the wire may send as null or leave out.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // One way to import the contract, so that its files can be cut anew without touching anyone.
    files: ['src/**/*.{ts,vue}', 'tests/**/*.ts'],
    ignores: ['src/api/wire/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '/wire/', message: "Import from '@/api/wire'." },
            { regex: '^\\.+/(api/)?wire$', message: "Import from '@/api/wire'." },
          ],
        },
      ],
    },
  },
  prettier,
)
