# OneWindow in a container: built once, then run without build tools. Data lives in /data.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY engine/package.json engine/
COPY portal/forms/package.json portal/forms/
COPY portal/server/package.json portal/server/
COPY portal/web/package.json portal/web/
RUN npm ci --ignore-scripts
COPY . .
# install() finds all in place and notes it: `node bin/onewindow.mjs` in the container must not want to install again
RUN node --input-type=module -e "const { buildWeb, install } = await import('./bin/setup.mjs'); await install(); process.exit((await buildWeb()) ? 0 : 1)" \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf node_modules/node-linux-*

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "portal/server/src/main.ts"]
