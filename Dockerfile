# The Python that constraints.txt was made with.
FROM python:3.11-slim

RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/podkeeper podkeeper

WORKDIR /app
COPY LICENSE constraints.txt pyproject.toml ./
COPY adapters adapters
COPY bot bot
COPY storage storage
# Wheels alone: no script of a dependency runs while the image is built.
RUN PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
    python -m pip install --no-cache-dir --only-binary :all: '.[postgres]' \
    && rm -rf /app

# config.toml is read here, and the SQLite file is kept here where no PostgreSQL is named.
WORKDIR /var/lib/podkeeper
USER podkeeper
VOLUME /var/lib/podkeeper
ENV PYTHONUNBUFFERED=1
STOPSIGNAL SIGTERM
CMD ["python", "-m", "bot", "run"]
