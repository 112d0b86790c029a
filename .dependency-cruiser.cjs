/** Arrows run one way: web → server → engine; an area is entered through its index.ts only. */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "engine-knows-no-portal",
      severity: "error",
      from: { path: "^engine/" },
      to: { path: "^portal/" },
    },
    {
      name: "server-knows-no-web",
      severity: "error",
      from: { path: "^portal/server/" },
      to: { path: "^portal/web/" },
    },
    {
      name: "web-sees-only-api-types",
      severity: "error",
      from: { path: "^portal/web/" },
      to: { path: "^portal/server/", pathNot: "^portal/server/src/(api\\.ts|[a-z-]+/api\\.ts)$" },
    },
    {
      name: "web-sees-no-engine",
      severity: "error",
      from: { path: "^portal/web/" },
      to: { path: "^engine/" },
    },
    {
      name: "areas-through-index",
      severity: "error",
      comment:
        "an area never reaches into another area's files (api.ts holds the wire types and may be read by all)",
      from: { path: "^portal/server/src/([^/]+)/", pathNot: "\\.test\\.ts$" },
      to: {
        path: "^portal/server/src/([^/]+)/",
        pathNot: "^portal/server/src/($1|platform)/|/index\\.ts$|/api\\.ts$",
      },
    },
    {
      name: "platform-knows-no-area",
      severity: "error",
      from: { path: "^portal/server/src/platform/" },
      to: { path: "^portal/server/src/(?!platform)[^/]+/" },
    },
    {
      name: "core-has-no-io",
      severity: "error",
      from: { path: "^engine/src/core/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules|dist" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
  },
};
