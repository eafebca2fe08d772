# syntax=docker/dockerfile:1.7
# Lumora with the optimisations that `make run` leaves out to be built sooner. The database is another container's.

FROM node:22-bookworm-slim AS node

FROM rust:1.95.0-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends cmake nasm pkg-config \
 && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
ENV LUMORA_TOOLS=/opt/lumora-tools
ENV PATH=/opt/lumora-tools/bin:/src/node_modules/.bin:$PATH

# The tools change seldom: they are a layer of their own.
COPY rust-toolchain.toml Cargo.lock package.json package-lock.json ./
COPY scripts/lib.sh scripts/tools scripts/
RUN scripts/tools build

COPY . .
# What errors are told to be of, besides the version.
ARG LUMORA_COMMIT=
ENV SQLX_OFFLINE=true \
    LUMORA_COMMIT=$LUMORA_COMMIT \
    LEPTOS_SITE_ROOT=/src/target/site/release \
    CARGO_PROFILE_RELEASE_LTO=thin \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo leptos build --release --split --precompress --cargo-locked \
 && mkdir /out \
 && cp target/release/lumora /out/ \
 && cp -r target/site/release /out/site \
 && if [ -f target/release/hash.txt ]; then cp target/release/hash.txt /out/; fi

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --no-create-home lumora \
 && install -d -o lumora -g lumora -m 700 /data
COPY --from=build /out /app
WORKDIR /app
ENV PATH=/app:$PATH \
    LEPTOS_ENV=PROD \
    LEPTOS_OUTPUT_NAME=lumora \
    LEPTOS_SITE_PKG_DIR=pkg \
    LEPTOS_SITE_ROOT=/app/site \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
USER lumora
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["lumora", "health"]
# tini collects processes whose parent died, and hands signals on.
ENTRYPOINT ["tini", "--", "lumora"]
CMD ["serve"]
