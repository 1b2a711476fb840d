-- Grains' documents where one silo runs alone on SQLite, and the queries by which Orleans reads and writes them.
create table if not exists orleansquery (
    querykey text not null primary key,
    querytext text not null
);

create table if not exists orleans_document (
    service text not null,
    kind text not null,
    n0 bigint not null,
    n1 bigint not null,
    key text not null,
    payload blob,
    version integer not null,
    modified_at text not null default current_timestamp,
    primary key (service, kind, n0, n1, key)
) without rowid;
