-- What Orleans keeps in the hub's PostgreSQL database: who is in the cluster, and the queries by which its ADO.NET
-- provider reads and writes it. Only the name and columns of orleansquery are Orleans's own.
create table if not exists orleansquery (
    querykey text not null primary key,
    querytext text not null
);

create table if not exists orleans_cluster (
    deploymentid text not null primary key,
    version integer not null,
    changed_at timestamptz not null
);

create table if not exists orleans_silo (
    deploymentid text not null references orleans_cluster (deploymentid),
    address text not null,
    port integer not null,
    generation integer not null,
    siloname text not null,
    hostname text not null,
    status integer not null,
    proxyport integer not null,
    suspecttimes text,
    starttime timestamptz not null,
    iamalivetime timestamptz not null,
    primary key (deploymentid, address, port, generation)
);
