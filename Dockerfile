# VoxPilot in a container. Two targets:
#   docker build --target cpu  -t voxpilot .
#   docker build --target cuda -t voxpilot:cuda --build-context libtorch=/path/to/libtorch .
# The cuda target takes any CUDA libtorch folder (C++11 ABI) as the named build context "libtorch".
# Its steps were run by hand in a clean Debian 12 root (debootstrap), for the cpu target; no container engine was at hand,
# so `docker build` itself and the cuda target are untried.
# Run:  docker run -p 5080:5080 -v voxpilot:/data voxpilot        (add --gpus all for cuda)

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS sdk
FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime
FROM node:20-bookworm-slim AS node

FROM debian:12 AS tools
COPY --from=sdk /usr/share/dotnet /usr/share/dotnet
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates git g++ libtorch-dev libopenblas0-openmp libturbojpeg0 libspng0 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .

FROM tools AS build
RUN ./voxpilot build && ./voxpilot publish /app

FROM tools AS build-cuda
COPY --from=libtorch . /opt/libtorch
ENV LIBTORCH=/opt/libtorch
RUN ./voxpilot build && ./voxpilot publish /app

FROM debian:12-slim AS cpu
COPY --from=runtime /usr/share/dotnet /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet \
 && apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates libtorch1.13 libopenblas0-openmp libturbojpeg0 libspng0 wordnet-base \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home voxpilot && mkdir /data && chown voxpilot /data
COPY --from=build /app /app
# Threads and BLAS: docs/decisions/004-blas-and-threads.md. Inside the container the port is open to whoever publishes it.
ENV GOMP_SPINCOUNT=0 MALLOC_ARENA_MAX=4 LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu/openblas-openmp \
    VOXPILOT_DATA=/data VOXPILOT_HOME=/app ASPNETCORE_URLS=http://0.0.0.0:5080 VoxPilot__AllowUnauthenticated=true
USER voxpilot
VOLUME /data
EXPOSE 5080
ENTRYPOINT ["dotnet", "/app/VoxPilot.Api.dll"]
CMD ["serve"]

FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04 AS cuda
COPY --from=runtime /usr/share/dotnet /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet \
 && apt-get update && apt-get install -y --no-install-recommends ca-certificates libgomp1 libturbojpeg libspng0 wordnet-base \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home voxpilot && mkdir /data && chown voxpilot /data
COPY --from=build-cuda /app /app
COPY --from=build-cuda /opt/libtorch/lib /opt/libtorch/lib
ENV GOMP_SPINCOUNT=0 MALLOC_ARENA_MAX=4 LIBTORCH=/opt/libtorch LD_LIBRARY_PATH=/opt/libtorch/lib \
    VOXPILOT_DATA=/data VOXPILOT_HOME=/app ASPNETCORE_URLS=http://0.0.0.0:5080 VoxPilot__AllowUnauthenticated=true
USER voxpilot
VOLUME /data
EXPOSE 5080
ENTRYPOINT ["dotnet", "/app/VoxPilot.Api.dll"]
CMD ["serve"]
