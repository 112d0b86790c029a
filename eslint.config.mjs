// Lint rules of the house; each ban says why (docs/decisions/0001-house-rules.md).
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/node_modules/**", "**/dist/**", "**/data/**"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx", "**/*.mjs"],
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "prefer-const": "error",
      "no-console": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only: one name for one thing." },
        {
          selector: "TSEnumDeclaration",
          message: "String unions instead of enums: types are stripped, not compiled.",
        },
      ],
    },
  },
  {
    files: ["engine/src/core/**/*.ts", "engine/src/feel/**/*.ts", "engine/src/dmn/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "The core is pure: time comes with the command." },
        { object: "Math", property: "random", message: "The core is pure: randomness is injected." },
      ],
    },
  },
  {
    files: ["bin/**", "**/*.config.ts", "**/*.config.mjs", "**/bench/**", "**/*.bench.ts"],
    rules: { "no-console": "off", "no-restricted-syntax": "off" },
  },
);
