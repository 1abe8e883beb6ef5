# The service. Alone it keeps its graph in the embedded store under /data; with docker-compose.yml it uses Neo4j.
#   docker build -t valuechain-explorer .  &&  docker run --rm -p 127.0.0.1:8000:8000 -v valuechain:/data valuechain-explorer
# bookworm: the embedded store needs glibc 2.34 or later, so no Alpine.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/valuechain
COPY requirements/run.lock requirements/run.lock
RUN /opt/valuechain/bin/pip install --disable-pip-version-check --no-cache-dir --require-hashes --only-binary :all: -r requirements/run.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY cypher cypher
COPY graph graph
COPY loaders loaders
COPY api api
RUN /opt/valuechain/bin/pip install --disable-pip-version-check --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin valuechain \
    && install -d -o valuechain -g valuechain /data
COPY --from=build /opt/valuechain /opt/valuechain
COPY LICENSE NOTICE /usr/share/doc/valuechain-explorer/
# 0.0.0.0 is the container's own address; which of the host's addresses reaches it is said where the port is published.
# numba keeps its compiled kernels beside the data: the installed package is not this user's to write.
ENV PATH=/opt/valuechain/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VALUECHAIN_HOST=0.0.0.0 \
    VALUECHAIN_PORT=8000 \
    VALUECHAIN_DATA=/data \
    NUMBA_CACHE_DIR=/data/numba
USER valuechain
WORKDIR /data
VOLUME /data
EXPOSE 8000
# /ready answers 200 once the store answers and holds the seed; loading it at the first start is what the start period is for.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['VALUECHAIN_PORT']), timeout=4); c.request('GET', '/ready'); sys.exit(c.getresponse().status != 200)"]
STOPSIGNAL SIGTERM
CMD ["valuechain", "serve"]
