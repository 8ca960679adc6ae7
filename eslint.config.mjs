// What `npx eslint` looks for in the scripts of the theme and in the checks. Types are tsc's part.

const strict = {
    "eqeqeq": ["error", "always"],
    "no-console": "error",
    "no-constant-condition": "error",
    "no-dupe-keys": "error",
    "no-eval": "error",
    "no-fallthrough": "error",
    "no-implied-eval": "error",
    "no-new-func": "error",
    "no-redeclare": "error",
    "no-unreachable": "error",
    "no-unused-vars": ["error", { "varsIgnorePattern": "^Patterns", "caughtErrors": "all" }],
    "no-use-before-define": ["error", { "functions": false, "classes": false, "variables": false }],
    "no-var": "error",
    "complexity": ["error", 16],
    "max-lines-per-function": ["error", { "max": 60, "skipComments": true, "IIFEs": false }],
    "object-shorthand": "error",
    "prefer-arrow-callback": "error",
    "prefer-const": "error",
};

export default [
    { ignores: ["target/", "editors/vscode/node_modules/"] },
    {
        files: ["packages/npm/**/*.js", "editors/**/*.js"],
        languageOptions: { ecmaVersion: 2022, sourceType: "commonjs" },
        rules: strict,
    },
    {
        files: ["theme/**/*.js"],
        languageOptions: { ecmaVersion: 2022, sourceType: "script" },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: strict,
    },
    {
        files: ["tests/{browser,bench}/**/*.mjs", "xtask/scripts/**/*.mjs", "packages/**/*.mjs"],
        languageOptions: { ecmaVersion: 2022, sourceType: "module" },
        rules: { ...strict, "max-lines-per-function": "off" },
    },
];
