-- Pictures by reference; the bytes stand elsewhere under their SHA-256, so equal pictures are stored once.
create table media (
    id ctext not null primary key,
    owner ctext not null,
    gathering ctext,
    purpose ctext not null,
    original ctext references media (id),
    content_type ctext not null,
    bytes bigint not null,
    sha256 ctext not null,
    width bigint not null,
    height bigint not null,
    created_at bigint not null
);
create index media_sha256 on media (sha256);
create index media_original on media (original);
create index media_gathering on media (gathering);

-- Small states of grains in the local runtime (an Orleans cluster keeps them in its own storage tables).
create table document (
    state ctext not null,
    grain_key ctext not null,
    etag ctext not null,
    json ctext not null,
    primary key (state, grain_key)
);
