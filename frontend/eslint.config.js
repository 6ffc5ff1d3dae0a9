import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

// Which folders a feature must not reach into: the other features.
const featureNames = ['care', 'changes', 'intake', 'ledger', 'matters', 'notices', 'orglife', 'points', 'print', 'record', 'settings', 'sync', 'today', 'tree', 'twins', 'upward', 'visits', 'welcome']

const onlyApi = {
  group: ['**/gen/api', '**/gen/registers'],
  message: '只有 src/api 可以引用生成的文件：import from src/api instead.',
}

const otherFeatures = (name) => ({
  group: featureNames.filter((f) => f !== name).flatMap((f) => [`**/features/${f}/**`, `../${f}/**`, `../../${f}/**`]),
  message: 'Features do not import each other: move what is shared to src/ui, src/fields or src/api.',
})

export default ts.config(
  { ignores: ['dist/**', 'src/gen/**', 'node_modules/**', 'e2e/results/**'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'no-undef': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/**/*.{ts,vue}'], ignores: ['src/api/**'], rules: { 'no-restricted-imports': ['error', { patterns: [onlyApi] }] } },
  ...featureNames.map((name) => ({
    files: [`src/features/${name}/**/*.{ts,vue}`],
    rules: { 'no-restricted-imports': ['error', { patterns: [onlyApi, otherFeatures(name)] }] },
  })),
  {
    files: ['src/{ui,fields,api,registers,photos,course,posting}/**/*.{ts,vue}'],
    ignores: ['src/api/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [onlyApi, { group: ['**/features/**', '**/frame/**'], message: 'Shared rooms know no feature.' }] }] },
  },
  { files: ['e2e/**'], rules: { 'no-console': 'off' } },
)
